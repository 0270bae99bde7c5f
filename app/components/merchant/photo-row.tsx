import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Photo } from '#app/components/ui/photo.tsx'
import type { DescribedPhoto } from '#app/domain/catalogue/photos.ts'
import { MAX_ALT, photoAlt, photoUrl } from '#app/domain/catalogue/photos.ts'

/** One of a listing's photographs, with what its shop may do with it; forms that need no script. */
export function PhotoRow({
  photo,
  place,
  title,
  action,
  typed,
  error,
}: {
  photo: DescribedPhoto
  /** From 0. */
  place: number
  title: string
  action: string
  /** A description that was refused. */
  typed?: string
  error?: string
}) {
  const name = `第 ${place + 1} 张`
  return (
    <li className="flex flex-wrap gap-4 px-4 py-4">
      <a href={photoUrl(photo.id, photo.width, 'webp')} aria-label={`看大图：${name}`} className="block size-20 shrink-0 sm:size-28 overflow-hidden rounded-control border border-line">
        <Photo photo={photo} sizes="(min-width: 40rem) 7rem, 5rem" alt={photoAlt(photo, title, place + 1)} className="size-full object-cover" />
      </a>
      <div className="min-w-0 flex-1 basis-44">
        <form method="post" action={action} className="flex flex-wrap items-end gap-2">
          <input type="hidden" name="photoId" value={photo.id} />
          <Field
            className="min-w-40 flex-1"
            id={`alt-${photo.id}`}
            label={`${name}${place === 0 ? '（首图）' : ''}的说明`}
            optional
            name="alt"
            maxLength={MAX_ALT}
            defaultValue={typed ?? photo.alt}
            error={error}
          />
          <Button tone="quiet" name="intent" value="describe">保存说明</Button>
        </form>
        <form method="post" action={action} className="mt-2 flex flex-wrap gap-2">
          <input type="hidden" name="photoId" value={photo.id} />
          {place > 0 ? <Button tone="quiet" size="sm" name="intent" value="first" aria-label={`${name}设为首图`}>设为首图</Button> : null}
          {place > 1 ? <Button tone="quiet" size="sm" name="intent" value="earlier" aria-label={`${name}往前移`}>往前移</Button> : null}
          <Button tone="danger" size="sm" name="intent" value="remove" aria-label={`删除${name}`}>删除</Button>
        </form>
      </div>
    </li>
  )
}
