import type { ReactNode } from 'react'
import { classNames } from '#app/components/ui/class-names.ts'
import { GoodsPlate } from '#app/components/ui/photo.tsx'
import type { PhotoView } from '#app/domain/catalogue/photos.ts'

/** Goods in a cart, a checkout or an order: picture, words, and what stands on the right. */
export function LineItem({
  motif,
  photo,
  title,
  href,
  meta,
  aside,
  faded = false,
  children,
}: {
  motif: string
  /** Stands where the motif would. */
  photo?: PhotoView | null
  title: string
  href?: string
  meta: ReactNode
  aside?: ReactNode
  faded?: boolean
  children?: ReactNode
}) {
  return (
    <div className="flex flex-wrap gap-x-3 gap-y-1">
      <GoodsPlate photo={photo} motif={motif} size={72} sizes="4.5rem" className={classNames('size-18 shrink-0 rounded-control', faded && 'opacity-55 grayscale')} />
      <div className="min-w-0 flex-1 basis-20">
        <p className={classNames('leading-snug font-semibold', faded && 'text-ink-2')}>
          {href ? (
            <a href={href} className="no-underline hover:text-cinnabar">
              {title}
            </a>
          ) : (
            title
          )}
        </p>
        <div className="mt-0.5 text-xs text-ink-2">{meta}</div>
        {children}
      </div>
      {aside ? <div className="ml-auto max-w-full shrink-0 text-right">{aside}</div> : null}
    </div>
  )
}
