import { LinkButton } from '#app/components/ui/button.tsx'
import { Card } from '#app/components/ui/card.tsx'
import { Photo } from '#app/components/ui/photo.tsx'
import type { PhotoView } from '#app/domain/catalogue/photos.ts'
import { MAX_PHOTOS } from '#app/domain/catalogue/photos.ts'

/** A listing's photographs above its words, and the way to where they are changed. */
export function PhotoStrip({ listing: { id, photos } }: { listing: { id: string; photos: readonly PhotoView[] } }) {
  return (
    <Card as="div" className="mb-4">
      <div className="flex flex-wrap items-center gap-3">
        {photos.length > 0 ? (
          <ul className="flex flex-wrap gap-2">
            {photos.map((photo) => (
              <li key={photo.id} className="size-14 overflow-hidden rounded-control border border-line">
                <Photo photo={photo} sizes="3.5rem" className="size-full object-cover" />
              </li>
            ))}
          </ul>
        ) : null}
        <p className="min-w-40 flex-1 text-sm text-ink-2">{photos.length === 0 ? '还没有照片，店里先用剪纸图。' : `${photos.length} 张照片，最多 ${MAX_PHOTOS} 张`}</p>
        <LinkButton to={`/merchant/listings/${id}/photos`} tone="quiet" size="sm">{photos.length === 0 ? '加照片' : '改照片'}</LinkButton>
      </div>
    </Card>
  )
}
