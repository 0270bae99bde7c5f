import { MotifPlate } from '#app/components/art/motif.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import type { PhotoFormat, PhotoView } from '#app/domain/catalogue/photos.ts'
import { photoUrl, photoWidths } from '#app/domain/catalogue/photos.ts'

/**
 * A merchant's photograph: the browser takes the format it knows and the width it needs, and
 * keeps the place before anything has come. Decorative unless `alt` says otherwise.
 */
export function Photo({
  photo,
  sizes,
  alt = '',
  eager = false,
  first = false,
  className,
}: {
  photo: PhotoView
  /** How wide it stands, as the attribute of that name says it. */
  sizes: string
  alt?: string
  /** For pictures in the first screen. */
  eager?: boolean
  /** The picture that the page waits for. */
  first?: boolean
  className?: string
}) {
  const widths = photoWidths(photo.width)
  const offer = (format: PhotoFormat) => widths.map((width) => `${photoUrl(photo.id, width, format)} ${width}w`).join(', ')
  return (
    <picture className="contents">
      <source type="image/avif" srcSet={offer('avif')} sizes={sizes} />
      <source type="image/webp" srcSet={offer('webp')} sizes={sizes} />
      <img
        src={photoUrl(photo.id, widths[1] ?? photo.width, 'webp')}
        width={photo.width}
        height={photo.height}
        alt={alt}
        loading={eager || first ? undefined : 'lazy'}
        decoding="async"
        // This React knows the attribute by no other name.
        {...(first ? { fetchpriority: 'high' } : {})}
        className={className}
      />
    </picture>
  )
}

/** Goods in a frame of one shape: their photograph, or the paper-cut where there is none. */
export function GoodsPlate({
  photo,
  motif,
  size,
  sizes,
  alt,
  eager,
  className,
}: {
  photo: PhotoView | null | undefined
  motif: string
  /** Of the paper-cut, in pixels. */
  size: number
  sizes: string
  alt?: string
  eager?: boolean
  className?: string
}) {
  if (!photo) return <MotifPlate name={motif} size={size} alt={alt} eager={eager} className={className} />
  return (
    <span className={classNames('block overflow-hidden bg-cotton-wash', className)}>
      <Photo photo={photo} sizes={sizes} alt={alt} eager={eager} className="size-full object-cover" />
    </span>
  )
}
