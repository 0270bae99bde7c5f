import { PromiseLine } from '#app/components/storefront/promise-line.tsx'
import { FreightList } from '#app/components/storefront/freight-list.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Select } from '#app/components/ui/field.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import { formatYuan } from '#app/domain/money.ts'
import type { DeliveryView, Province, Substitute } from '#app/domain/shipping/views.ts'
import { dayWords } from '#app/domain/shipping/words.ts'

/**
 * Freight and arrival of one specification, before anything is bought. On pages that are
 * the same for everybody it speaks of the province in the address; the enhancement script
 * changes it for the one a shopper chose before.
 */
export function DeliveryBox({ delivery, back }: { delivery: DeliveryView; back: string }) {
  const { province, answer } = delivery
  return (
    <section
      aria-label="配送"
      data-delivery={province.code}
      className="mt-4 grid gap-1.5 rounded-control border border-line bg-paper/60 px-3.5 py-3"
    >
      <p className="flex items-center gap-1.5 text-sm">
        <Icon name="pin" className="size-4.5 shrink-0 text-river" />
        <span>
          送到 <strong>{province.name}</strong>
        </span>
      </p>
      {answer.ok ? (
        <>
          <PromiseLine promise={answer.promise} />
          <Substitutes instead={delivery.instead} />
          <p className="flex items-start gap-1.5 text-sm">
            <Icon name="cart" className="mt-0.5 size-4.5 shrink-0 text-river" />
            <span className="tabular-nums">
              买 1 件：{answer.freightFen === 0 ? '免运费' : `运费 ${formatYuan(answer.freightFen)} 元`}，合计 <strong>{formatYuan(answer.totalFen)}</strong> 元
            </span>
          </p>
          <details className="text-sm">
            <summary className="flex min-h-9 items-center gap-1.5">
              <Icon name="scale" className="size-4.5 shrink-0 text-river" />
              <span>
                运费：{answer.freight}
                <span className="ml-1 text-ink-2 underline decoration-line-strong">各地运费</span>
              </span>
            </summary>
            <div className="mt-1 pl-6 text-ink-2">
              <FreightList tariff={delivery.tariff} />
            </div>
          </details>
        </>
      ) : (
        <p className="flex items-start gap-1.5 text-sm font-semibold text-cinnabar-deep">
          <Icon name="alert" className="mt-0.5 size-4.5 shrink-0" />
          {answer.sentence}
        </p>
      )}
      <ProvinceForm provinces={delivery.provinces} chosen={province.code} back={back} />
    </section>
  )
}

/** Asked once, remembered for the next pages. */
export function ProvinceForm({ provinces, chosen, back }: { provinces: readonly Province[]; chosen: string; back: string }) {
  return (
    <details className="text-sm">
      <summary className="inline-flex min-h-9 items-center text-river-deep underline">换个省份看运费和到货时间</summary>
      <form method="post" action="/delivery" className="mt-1 flex items-end gap-2">
        <input type="hidden" name="back" value={back} />
        <Select
          className="min-w-0 max-w-56 flex-1"
          label="送到哪个省"
          name="province"
          id="delivery-province"
          options={provinces.map(({ code, name }) => ({ value: code, label: name }))}
          defaultValue={chosen}
        />
        <Button tone="quiet" className="min-h-12 shrink-0">
          看看
        </Button>
      </form>
    </details>
  )
}

export function Substitutes({ instead }: { instead: readonly Substitute[] }) {
  if (instead.length === 0) return null
  return (
    <div className="pl-6 text-sm">
      <p className="text-ink-2">等不及？同类的这几样节前还能发：</p>
      <ul>
        {instead.map((other) => (
          <li key={other.slug}>
            <a href={`/products/${other.slug}`} className="inline-flex min-h-9 items-center text-river-deep underline">
              {other.title}（最晚 {dayWords(other.arriveBy)}送达{other.beforeEve ? '，除夕前' : ''}）
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
