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
        {photos.map((photo) => (
          <Photo key={photo.id} photo={photo} sizes="3.5rem" className="size-14 rounded-control border border-line object-cover" />
        ))}
        <p className="min-w-40 flex-1 text-sm text-ink-2">{photos.length === 0 ? '还没有照片，店里先用剪纸图。' : `${photos.length} 张照片，最多 ${MAX_PHOTOS} 张`}</p>
        <LinkButton to={`/merchant/listings/${id}/photos`} tone="quiet" size="sm">{photos.length === 0 ? '加照片' : '改照片'}</LinkButton>
      </div>
    </Card>
  )
}
