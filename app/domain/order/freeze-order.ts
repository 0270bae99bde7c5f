import type { Fen } from '#app/domain/money.ts'
import { splitByWeight } from '#app/domain/money.ts'
import type { Quote, QuoteGift, QuoteGoods, QuoteGroup, QuoteLine } from '#app/domain/checkout/quote.ts'
import type { Allocation } from '#app/domain/promotion/types.ts'
import { wholePromise } from '#app/domain/shipping/deliver.ts'
import type { ShippingPromise } from '#app/domain/shipping/promise.ts'

/** What is copied from the listing into the order line, beside the quote's prices. */
export type SkuSnapshot = {
  skuId: string
  merchantId: string
  categoryId: string
  regimentId: string
  isLocal: boolean
  components: { position: number; name: string; categoryId: string; netGrams: number; priceShareBps: number; regimentId: string; producerMerchantId: string }[]
}

export type FrozenComponent = {
  position: number
  name: string
  categoryId: string
  netGrams: number
  regimentId: string
  producerMerchantId: string
  paidFen: Fen
}

export type FrozenPromise = Pick<ShippingPromise, 'warehouseId' | 'shipBy' | 'arriveBy'>

/** A bought line, or a gift: price 0, with the value it was promised with. */
export type FrozenLine = QuoteGoods & {
  position: number
  quantity: number
  /** Where promotions stopped; 0 for gifts. */
  floorFen: Fen
  listFen: Fen
  discountFen: Fen
  paidFen: Fen
  allocations: Allocation[]
  isGift: boolean
  giftValueFen: Fen
  snapshot: SkuSnapshot
  components: FrozenComponent[]
  promise: FrozenPromise
}

export type FrozenMerchantOrder = {
  position: number
  merchantId: string
  goodsFen: Fen
  discountFen: Fen
  /** What is paid, after freightDiscountFen. */
  freightFen: Fen
  freightDiscountFen: Fen
  freightAllocations: Allocation[]
  totalFen: Fen
  /** of the whole order; each line has that of its parcel. */
  promise: FrozenPromise
  lines: FrozenLine[]
}

/**
 * The quote as it will stand in the order for ever: merchant orders in the order of the
 * quote (they become number-1, number-2 …), bundles split into components whose shares of
 * the paid amount add up to it.
 */
export function freezeOrder(quote: Quote, snapshots: ReadonlyMap<string, SkuSnapshot>): FrozenMerchantOrder[] {
  return quote.groups.map((group, place) => {
    const promise = wholePromise(group.parcels)
    if (!promise) throw new Error('An order needs a destination that is served')
    return {
      position: place + 1,
      merchantId: group.merchant.id,
      goodsFen: group.goodsFen,
      discountFen: group.discountFen,
      freightFen: group.freightFen ?? 0,
      freightDiscountFen: group.freightDiscountFen,
      freightAllocations: group.freightAllocations,
      totalFen: group.totalFen,
      promise,
      lines: [...group.lines, ...group.gifts].map((line, linePlace) => freezeLine(line, linePlace + 1, group, snapshots)),
    }
  })
}

function freezeLine(line: QuoteLine | QuoteGift, position: number, { parcels }: QuoteGroup, snapshots: ReadonlyMap<string, SkuSnapshot>): FrozenLine {
  const snapshot = snapshots.get(line.skuId)
  const parcel = parcels.find(({ warehouseId }) => warehouseId === line.warehouseId)
  if (!snapshot || !parcel) throw new Error(`No snapshot or parcel of SKU ${line.skuId}`)
  const { warehouseId, shipBy, arriveBy } = parcel
  const money = 'valueFen' in line ? giftMoney(line) : { floorFen: line.floorFen, listFen: line.listFen, discountFen: line.discountFen, paidFen: line.paidFen, allocations: line.allocations, isGift: false, giftValueFen: 0 }
  return { ...line, ...money, position, snapshot, components: freezeComponents(money.paidFen, snapshot), promise: { warehouseId, shipBy, arriveBy } }
}

function giftMoney({ valueFen }: QuoteGift) {
  return { unitPriceFen: 0, floorFen: 0, listFen: 0, discountFen: 0, paidFen: 0, allocations: [], isGift: true, giftValueFen: valueFen }
}

/** Shares of a bundle line's paid amount by largest remainder; empty for plain goods. */
export function freezeComponents(paidFen: Fen, snapshot: Pick<SkuSnapshot, 'components'>): FrozenComponent[] {
  const shares = splitByWeight(
    snapshot.components.length > 0 ? paidFen : 0,
    snapshot.components.map((component) => component.priceShareBps),
  )
  return snapshot.components.map(({ priceShareBps: _share, ...component }, place) => ({
    ...component,
    paidFen: shares[place]!,
  }))
}
