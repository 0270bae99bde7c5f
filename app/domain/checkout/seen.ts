import type { Quote } from '#app/domain/checkout/quote.ts'
import type { Fen } from '#app/domain/money.ts'
import type { NotAppliedReason } from '#app/domain/promotion/types.ts'
import type { BusinessDate } from '#app/domain/time.ts'

/** What of a quote the shopper agrees to with the button. */
export function describeSeen(quote: Omit<Quote, 'seen'>): string {
  const lines = quote.groups.flatMap((group) =>
    group.lines.map((line) => `${line.skuId}*${line.quantity}*${line.unitPriceFen}`),
  )
  const promotions = quote.priced.applied.map((applied) => `${promotionKey(applied)}*${applied.amountFen}`)
  const coupons = quote.priced.applied.flatMap(({ couponId }) => (couponId ? [`coupon/${couponId}*1`] : []))
  const gifts = quote.groups.flatMap((group) => group.gifts.map((gift) => `${giftKey(gift)}*${gift.quantity}*${gift.valueFen}`))
  const parcels = quote.groups.flatMap(({ merchant, parcels }) => parcels.map((parcel) => `${parcelKey(merchant, parcel)}*${parcel.shipBy.getTime()}*${parcel.arriveBy.replaceAll('-', '')}`))
  return [...lines, ...promotions, ...coupons, ...gifts, ...parcels, `freight*${quote.complete ? quote.freightFen : '?'}`, `payable*${quote.payableFen}`].join('~')
}

const parcelKey = (merchant: { id: string }, { warehouseId }: { warehouseId: string }): string => `parcel/${merchant.id}/${warehouseId}`
const promotionKey = ({ promotionId, version }: { promotionId: string; version: number }): string => `promotion/${promotionId}/${version}`
const giftKey = ({ skuId, promotionId }: { skuId: string; promotionId: string }): string => `gift/${skuId}/${promotionId}`

export type QuoteChange =
  | { kind: 'price'; skuId: string; title: string; oldFen: Fen; newFen: Fen }
  | { kind: 'lines' }
  | { kind: 'freight'; oldFen: Fen | null; newFen: Fen }
  /** What a promotion takes off, before and now (null: it did not apply, or does not any more), and why not. */
  | { kind: 'promotion'; name: string | null; oldFen: Fen | null; newFen: Fen | null; reason: NotAppliedReason | null }
  /** A gift is there now, or gone (title null: what it was is not told), or worth something else. */
  | { kind: 'gift'; title: string | null; quantity: number }
  /** A parcel leaves or arrives at another time than was seen; null: none was seen. */
  | { kind: 'promise'; merchantName: string; seen: SeenPromise | null; now: SeenPromise }

export type SeenPromise = { shipBy: Date; arriveBy: BusinessDate }

type Parts = ReadonlyMap<string, readonly number[]>

/**
 * What differs between the quote the shopper saw (sent back by the form, so untrusted: it
 * can only lead to being asked again, never to another price) and the quote of now.
 */
export function compareSeen(seen: string, now: Quote): QuoteChange[] {
  if (seen === now.seen) return []
  const parts: Parts = new Map(seen.split('~').map((part) => [part.split('*')[0] ?? '', part.split('*').slice(1).map(Number)]))
  const changes = [...lineChanges(parts, now), ...promotionChanges(parts, now), ...giftChanges(parts, now), ...promiseChanges(parts, now), ...freightChange(parts, now)]
  return changes.length > 0 ? changes : [{ kind: 'lines' }]
}

function lineChanges(parts: Parts, now: Quote): QuoteChange[] {
  const lines = now.groups.flatMap((group) => group.lines)
  const changes = lines.flatMap((line): QuoteChange[] => {
    const [quantity, oldFen] = parts.get(line.skuId) ?? []
    if (quantity !== line.quantity || oldFen === undefined) return [{ kind: 'lines' }]
    return oldFen === line.unitPriceFen ? [] : [{ kind: 'price', skuId: line.skuId, title: line.title, oldFen, newFen: line.unitPriceFen }]
  })
  const seenLines = [...parts.keys()].filter((key) => key !== 'freight' && key !== 'payable' && !key.includes('/'))
  return seenLines.length !== lines.length && changes.length === 0 ? [{ kind: 'lines' }] : changes
}

/** A new version of a promotion is another promise, so it stands as gone and come. */
function promotionChanges(parts: Parts, { priced }: Quote): QuoteChange[] {
  const now = new Map(priced.applied.map((applied) => [promotionKey(applied), applied]))
  const gone = [...parts].flatMap(([key, [oldFen]]): QuoteChange[] => {
    if (!key.startsWith('promotion/') || now.has(key)) return []
    const known = priced.notApplied.find((one) => promotionKey(one) === key)
    return [{ kind: 'promotion', name: known?.name ?? null, oldFen: amountOf(oldFen), newFen: null, reason: known?.reason ?? null }]
  })
  const changed = [...now].flatMap(([key, { name, amountFen, couponId }]): QuoteChange[] => {
    const oldFen = amountOf(parts.get(key)?.[0])
    const otherCoupon = couponId !== null && !parts.has(`coupon/${couponId}`)
    return oldFen === amountFen && !otherCoupon ? [] : [{ kind: 'promotion', name, oldFen, newFen: amountFen, reason: null }]
  })
  return [...gone, ...changed]
}

function giftChanges(parts: Parts, { groups }: Quote): QuoteChange[] {
  const now = new Map(groups.flatMap(({ gifts }) => gifts.map((gift) => [giftKey(gift), gift])))
  const gone = [...parts.keys()].filter((key) => key.startsWith('gift/') && !now.has(key)).map((): QuoteChange => ({ kind: 'gift', title: null, quantity: 0 }))
  const come = [...now].flatMap(([key, { title, quantity, valueFen }]): QuoteChange[] => {
    const [oldQuantity, oldFen] = parts.get(key) ?? []
    return oldQuantity === quantity && oldFen === valueFen ? [] : [{ kind: 'gift', title, quantity }]
  })
  return [...gone, ...come]
}

function promiseChanges(parts: Parts, { groups }: Quote): QuoteChange[] {
  return groups.flatMap(({ merchant, parcels }) =>
    parcels.flatMap(({ warehouseId, shipBy, arriveBy }): QuoteChange[] => {
      const was = seenPromise(parts.get(parcelKey(merchant, { warehouseId })))
      if (was?.shipBy.getTime() === shipBy.getTime() && was.arriveBy === arriveBy) return []
      return [{ kind: 'promise', merchantName: merchant.name, seen: was, now: { shipBy, arriveBy } }]
    }),
  )
}

function freightChange(parts: Parts, { freightFen }: Quote): QuoteChange[] {
  const [oldFreight] = parts.get('freight') ?? []
  return oldFreight === freightFen ? [] : [{ kind: 'freight', oldFen: amountOf(oldFreight), newFen: freightFen }]
}

const amountOf = (fen: number | undefined): Fen | null => (fen === undefined || Number.isNaN(fen) ? null : fen)

function seenPromise([shipBy, arriveBy]: readonly number[] = []): SeenPromise | null {
  const day = /^(\d{4})(\d{2})(\d{2})$/.exec(String(arriveBy))
  const left = new Date(shipBy ?? Number.NaN)
  return day && !Number.isNaN(left.getTime()) ? { shipBy: left, arriveBy: day.slice(1).join('-') } : null
}
