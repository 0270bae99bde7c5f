import { Icon } from '#app/components/ui/icon.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import type { PromiseView } from '#app/domain/shipping/views.ts'
import { dayWords, promiseWords } from '#app/domain/shipping/words.ts'

/** When it leaves, when it is there, from where; the same words on every page. */
export function PromiseLine({ promise, goods }: { promise: PromiseView; goods?: string }) {
  return (
    <p className="flex items-start gap-1.5 text-sm">
      <Icon name="truck" className="mt-0.5 size-4.5 shrink-0 text-river" />
      <span>
        {goods ? <span className="font-semibold">{goods}：</span> : null}
        {promise.heldUntil ? <strong className="text-poplar-deep">节后 {dayWords(promise.heldUntil)}起发货，</strong> : null}
        {promiseWords(promise)}
        <span className="text-ink-2"> · {promise.warehouseName}</span>
        {promise.beforeEve ? (
          <Tag tone="cinnabar" className="ml-1.5">
            除夕前送达
          </Tag>
        ) : null}
      </span>
    </p>
  )
}

/** The parcels of one shop; where there are several, with what is in each. */
export function ParcelPromises({
  parcels,
  lines,
}: {
  parcels: readonly (PromiseView & { warehouseId: string; skuIds: readonly string[] })[]
  lines: readonly { skuId: string; title: string }[]
}) {
  return parcels.map((parcel) => (
    <PromiseLine
      key={parcel.warehouseId}
      promise={parcel}
      goods={parcels.length > 1 ? lines.filter(({ skuId }) => parcel.skuIds.includes(skuId)).map(({ title }) => title).join('、') : undefined}
    />
  ))
}
