import { MotifPlate } from '#app/components/art/motif.tsx'
import { Photo } from '#app/components/ui/photo.tsx'
import type { DescribedPhoto } from '#app/domain/catalogue/photos.ts'
import { photoAlt, photoUrl } from '#app/domain/catalogue/photos.ts'

const SIZES = '(min-width: 76rem) 35rem, (min-width: 48rem) 46vw, 100vw'

/**
 * The product's own pictures. A strip that goes by thumb and stops at each; small ones below
 * lead to theirs by its name in the page, so that nothing here needs script. With script the
 * page stays where it is. Without photographs, the paper-cut.
 */
export function Gallery({ photos, motif, title }: { photos: readonly DescribedPhoto[]; motif: string; title: string }) {
  const [only] = photos
  if (!only)
    return (
      <MotifPlate
        name={motif}
        size={420}
        alt={`${title}（剪纸示意图）`}
        eager
        className="-mx-4 h-64 sm:mx-0 sm:rounded-panel md:sticky md:top-24 md:aspect-square md:h-auto"
      />
    )
  return (
    <div className="-mx-4 sm:mx-0 md:sticky md:top-24">
      <ul aria-label="商品照片" className="rail relative flex snap-x snap-mandatory overflow-y-hidden scroll-smooth bg-cotton-wash sm:rounded-panel">
        {photos.map((photo, index) => (
          <li key={photo.id} id={`photo-${index + 1}`} className="relative aspect-[6/5] w-full shrink-0 snap-start md:aspect-square">
            <a href={photoUrl(photo.id, photo.width, 'webp')} aria-label={`看大图：${photoAlt(photo, title, index + 1)}`} className="block size-full -outline-offset-3">
              <Photo photo={photo} sizes={SIZES} alt={photoAlt(photo, title, index + 1)} first={index === 0} className="size-full object-cover" />
            </a>
            {photos.length > 1 ? (
              <span aria-hidden="true" className="pointer-events-none absolute right-3 bottom-3 rounded-pill bg-ink/70 px-2.5 text-xs text-white tabular-nums">
                {index + 1} / {photos.length}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {photos.length > 1 ? (
        <ul aria-label="选照片" className="mt-2 grid grid-cols-6 gap-2 px-4 sm:px-0">
          {photos.map((photo, index) => (
            <li key={photo.id}>
              <a href={`#photo-${index + 1}`} data-photo="" aria-label={`第 ${index + 1} 张照片`} className="block aspect-square overflow-hidden rounded-control border border-line hover:border-line-strong">
                <Photo photo={photo} sizes="(min-width: 48rem) 6rem, 15vw" className="size-full object-cover" />
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
