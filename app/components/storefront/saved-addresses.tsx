import { classNames } from '#app/components/ui/class-names.ts'
import { Fold } from '#app/components/ui/fold.tsx'
import { Tag } from '#app/components/ui/tag.tsx'

export type SavedChoice = { id: string; name: string; phone: string; place: string; isDefault: boolean; chosen: boolean }

/** The address book at checkout: a press fills the fields and keeps the rest of the form. */
export function SavedAddresses({ saved }: { saved: readonly SavedChoice[] }) {
  if (saved.length === 0) return null
  return (
    <details className="group mb-4 rounded-control bg-paper px-3.5 py-2" open={saved.length > 1 && !saved.some(({ chosen }) => chosen)}>
      <Fold>从地址簿选（{saved.length} 个）</Fold>
      <ul className="mt-2 grid gap-2 sm:grid-cols-2">
        {saved.map((address) => (
          <li key={address.id}>
            <button
              type="submit"
              name="intent"
              value={`use:${address.id}`}
              formNoValidate
              aria-pressed={address.chosen}
              className={classNames(
                'h-full w-full rounded-control border bg-white px-3.5 py-2.5 text-left text-sm',
                address.chosen ? 'border-cinnabar bg-cinnabar-wash ring-1 ring-cinnabar' : 'border-line-strong hover:bg-paper',
              )}
            >
              <span className="flex flex-wrap items-center gap-x-2">
                <span className="font-semibold">{address.name}</span>
                <span className="text-ink-2 tabular-nums">{address.phone}</span>
                {address.isDefault ? <Tag tone="river">默认</Tag> : null}
              </span>
              <span className="mt-0.5 block break-words text-ink-2">{address.place}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="mt-2 mb-1 text-sm">
        <a href="/account/addresses" className="inline-flex min-h-9 items-center">管理地址簿</a>
      </p>
    </details>
  )
}
