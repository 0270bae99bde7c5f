import { GiftList } from '#app/components/storefront/discounts.tsx'
import { LineItem } from '#app/components/storefront/line-item.tsx'
import { ParcelPromises } from '#app/components/storefront/promise-line.tsx'
import { groupProblemSentence, lineProblemSentence } from '#app/components/storefront/words.ts'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card } from '#app/components/ui/card.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import { FieldError } from '#app/components/ui/field.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import { Money, Price, UnitPrice } from '#app/components/ui/price.tsx'
import { QuantityInput } from '#app/components/ui/quantity-input.tsx'
import type { LineProblem, Tick } from '#app/domain/cart/cart.ts'
import { tickOf } from '#app/domain/cart/cart.ts'
import type { PhotoView } from '#app/domain/catalogue/photos.ts'
import type { Fen } from '#app/domain/money.ts'
import type { Delivery } from '#app/domain/shipping/deliver.ts'

export type LineError = { skuId: string; typed: string; intent: string; sentence: string }

type Line = {
  skuId: string
  productSlug: string
  title: string
  grade: string
  spec: string
  motif: string
  photo: PhotoView | null
  netGrams: number
  quantity: number
  checked: boolean
  unitPriceFen: Fen
  previousPriceFen: Fen | null
  available: number
  paidFen: Fen | null
  fewAtPrice: number | null
  problem: LineProblem | null
}

type Group = {
  merchant: { id: string; slug: string; name: string }
  lines: Line[]
  goodsFen: Fen
  discountFen: Fen
  gifts: { title: string; quantity: number; valueFen: Fen }[]
  delivery: Delivery | null
}

export function CartGroup({ group, error }: { group: Group; error: LineError | null }) {
  return (
    <Card labelledBy={`shop-${group.merchant.slug}`} padded={false}>
      <div className="flex items-center gap-1.5 border-b border-line px-4 py-2.5">
        <TickButton label={`结算 ${group.merchant.name} 的全部商品`} tick={tickOf(group.lines)} fields={{ intent: 'check_shop', merchantId: group.merchant.id }} />
        <h2 id={`shop-${group.merchant.slug}`} className="min-w-0 flex-1 text-base">
          <a href={`/shops/${group.merchant.slug}`} className="inline-flex min-h-9 items-center gap-1.5 no-underline hover:text-cinnabar">
            <Icon name="shop" className="size-5 text-ink-2" />
            {group.merchant.name}
          </a>
        </h2>
        <p className="shrink-0 text-sm text-ink-2">
          小计 <Money fen={group.goodsFen - group.discountFen} className="font-semibold text-ink" />
          {group.discountFen > 0 ? (
            <span className="block text-right text-2xs text-cinnabar-deep">
              已减 <Money fen={group.discountFen} />
            </span>
          ) : null}
        </p>
      </div>
      <ul className="divide-y divide-line">
        {group.lines.map((line) => (
          <li key={line.skuId} className="px-4 py-3.5">
            <CartLine line={line} error={error?.skuId === line.skuId && error.intent === 'set' ? error : null} />
          </li>
        ))}
      </ul>
      <GiftList gifts={group.gifts} />
      {group.delivery ? <GroupDelivery delivery={group.delivery} group={group} /> : null}
    </Card>
  )
}

/** What sending the ticked goods of this shop costs, and when they are there. */
function GroupDelivery({ delivery, group }: { delivery: Delivery; group: Group }) {
  return (
    <div className="grid gap-1.5 border-t border-line px-4 py-3 text-sm">
      {delivery.ok ? (
        <>
          <ParcelPromises parcels={delivery.parcels} lines={group.lines} />
          <p className="flex items-center gap-1.5">
            <Icon name="scale" className="size-4.5 shrink-0 text-river" />
            <span>
              运费{' '}
              {delivery.freightFen === 0 ? <span className="font-semibold text-leaf">包邮</span> : <Money fen={delivery.freightFen} className="font-semibold" />}
            </span>
          </p>
        </>
      ) : (
        <FieldError id={`delivery-${group.merchant.slug}`}>
          {groupProblemSentence(delivery.reason, delivery.reason === 'goods_not_served' ? delivery.goodsTypes : [])}
        </FieldError>
      )}
    </div>
  )
}

function CartLine({ line, error }: { line: Line; error: LineError | null }) {
  const name = `${line.title} ${line.spec}`
  const sentence = error?.sentence ?? (line.problem ? lineProblemSentence(line.problem, line.available) : null)
  const errorId = `error-${line.skuId}`
  return (
    <div className="flex gap-1.5">
      <TickButton label={`结算 ${name}`} tick={line.checked ? 'all' : 'none'} fields={{ intent: 'check', skuId: line.skuId }} />
      <div className="min-w-0 flex-1">
        <LineItem
          motif={line.motif}
          photo={line.photo}
          title={line.title}
          href={`/products/${line.productSlug}`}
          meta={
            <>
              {[line.grade, line.spec].filter(Boolean).join(' · ')}
              <UnitPrice fen={line.unitPriceFen} grams={line.netGrams} className="block text-2xs" />
            </>
          }
        >
          <p className="mt-1 flex flex-wrap items-baseline gap-x-2">
            <Price fen={line.unitPriceFen} size="sm" />
            {line.paidFen !== null && line.paidFen < line.unitPriceFen * line.quantity ? (
              <span className="text-xs text-cinnabar-deep">
                {line.quantity} 件优惠后 <Money fen={line.paidFen} className="font-semibold" />
              </span>
            ) : null}
          </p>
          {line.fewAtPrice !== null ? <p className="mt-0.5 text-xs text-poplar-deep">活动价仅剩 {line.fewAtPrice} 件</p> : null}
          {line.previousPriceFen !== null ? (
            <p className="mt-1 text-xs text-poplar-deep">
              价格有变：您上次看到 <Money fen={line.previousPriceFen} />，现在 <Money fen={line.unitPriceFen} className="font-semibold" />
            </p>
          ) : null}
        </LineItem>
        <form method="post" action="/cart" data-auto-submit="" className="mt-2 flex flex-wrap items-center gap-2">
          <input type="hidden" name="skuId" value={line.skuId} />
          <QuantityInput
            id={`quantity-${line.skuId}`}
            label={`数量：${name}`}
            defaultValue={error?.typed ?? line.quantity}
            invalid={sentence !== null}
            describedBy={sentence ? errorId : undefined}
          />
          <Button name="intent" value="set" size="sm" tone="quiet" data-manual="">
            更新
          </Button>
          <Button name="intent" value="remove" size="sm" tone="danger" formNoValidate aria-label={`删除 ${name}`} className="ml-auto">
            <Icon name="trash" className="size-4" />
            删除
          </Button>
        </form>
        {sentence ? <FieldError id={errorId}>{sentence}</FieldError> : null}
      </div>
    </div>
  )
}

/** A box that works without script: a press sends the cart with the other answer. Some of several: the press chooses all. */
function TickButton({ label, tick, fields, text }: { label: string; tick: Tick; fields: Readonly<Record<string, string>>; text?: string }) {
  return (
    <form method="post" action="/cart" className={text ? '-ml-2.5 shrink-0' : '-ml-2.5'}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="checked" value={tick === 'all' ? 'no' : 'yes'} />
      <button type="submit" role="checkbox" aria-checked={tick === 'some' ? 'mixed' : tick === 'all'} aria-label={label} className="flex min-h-11 min-w-11 items-center justify-center gap-1.5">
        <span
          className={classNames(
            'grid size-5.5 place-items-center rounded-full border-[1.5px]',
            tick === 'none' ? 'border-line-strong bg-white' : 'border-cinnabar bg-cinnabar text-white',
          )}
        >
          {tick === 'none' ? null : <Icon name={tick === 'all' ? 'check' : 'minus'} className="size-4" />}
        </span>
        {text ? <span className="text-sm">{text}</span> : null}
      </button>
    </form>
  )
}

/** What cannot be bought any more, with the reason; nothing leaves the cart by itself. */
export function InvalidLines({ lines }: { lines: readonly Line[] }) {
  return (
    <Card labelledBy="invalid" padded={false} className="bg-paper">
      <div className="flex items-center justify-between gap-3 border-b border-line px-4 py-2">
        <h2 id="invalid" className="text-base text-ink-2">
          买不了的商品（{lines.length}）
        </h2>
        <form method="post" action="/cart">
          <Button name="intent" value="remove_hopeless" size="sm" tone="danger">
            全部移出
          </Button>
        </form>
      </div>
      <ul className="divide-y divide-line">
        {lines.map((line) => (
          <li key={line.skuId} className="px-4 py-3.5">
            <LineItem
              motif={line.motif}
              photo={line.photo}
              title={line.title}
              faded
              meta={
                <>
                  <span className="block">{line.spec}</span>
                  <strong className="text-sm text-cinnabar-deep">
                    {line.problem ? lineProblemSentence(line.problem, line.available) : '暂时不能购买'}
                  </strong>
                </>
              }
              aside={
                <form method="post" action="/cart">
                  <input type="hidden" name="skuId" value={line.skuId} />
                  <Button name="intent" value="remove" size="sm" tone="quiet" aria-label={`删除 ${line.title}`}>
                    删除
                  </Button>
                </form>
              }
            />
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** On a phone at the thumb, on a desk beside the goods. */
export function CartBar({ checkedGoodsFen, discountFen, groups }: { checkedGoodsFen: Fen; discountFen: Fen; groups: readonly Group[] }) {
  const lines = groups.flatMap((group) => group.lines)
  const chosen = lines.filter((line) => line.checked)
  const units = chosen.reduce((sum, line) => sum + line.quantity, 0)
  return (
    <aside
      aria-label="合计"
      className="bottom-bar bottom-bar-wide fixed inset-x-0 bottom-0 z-40 flex items-center justify-between gap-3 border-t border-line bg-white px-4 pt-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))] shadow-bar lg:sticky lg:top-24 lg:flex-col lg:items-stretch lg:rounded-card lg:border lg:p-5 lg:shadow-card"
    >
      {lines.length > 0 ? <TickButton label="结算全部商品" text="全选" tick={tickOf(lines)} fields={{ intent: 'check_all' }} /> : null}
      <div className="min-w-0 flex-1">
        <p className="text-xs text-ink-2">
          已选 {units} 件，{new Set(groups.filter((g) => g.lines.some((l) => l.checked)).map((g) => g.merchant.id)).size} 家店
        </p>
        <p className="flex items-baseline gap-1">
          <span className="text-sm">商品合计</span>
          <Price fen={checkedGoodsFen - discountFen} />
        </p>
        {discountFen > 0 ? (
          <p className="text-xs text-cinnabar-deep">
            已优惠 <Money fen={discountFen} />
          </p>
        ) : null}
        <p className="hidden text-xs text-ink-2 lg:block">运费按店计算，每家店下面已列明。</p>
      </div>
      {units > 0 ? (
        <LinkButton to="/checkout" size="lg" className="shrink-0">
          去结算
        </LinkButton>
      ) : (
        <Button type="button" size="lg" disabled className="shrink-0">
          先选几件
        </Button>
      )}
    </aside>
  )
}
