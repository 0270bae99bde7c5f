import type { Fen } from '#app/domain/money.ts'
import { splitByWeight } from '#app/domain/money.ts'
import type { Quote, QuoteLine } from '#app/domain/checkout/quote.ts'
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

export type FrozenLine = QuoteLine & { position: number; snapshot: SkuSnapshot; components: FrozenComponent[]; promise: FrozenPromise }

export type FrozenMerchantOrder = {
  position: number
  merchantId: string
  goodsFen: Fen
  discountFen: Fen
  freightFen: Fen
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
      totalFen: group.totalFen,
      promise,
      lines: group.lines.map((line, linePlace) => {
        const snapshot = snapshots.get(line.skuId)
        const parcel = group.parcels.find(({ warehouseId }) => warehouseId === line.warehouseId)
        if (!snapshot || !parcel) throw new Error(`No snapshot or parcel of SKU ${line.skuId}`)
        const { warehouseId, shipBy, arriveBy } = parcel
        return { ...line, position: linePlace + 1, snapshot, components: freezeComponents(line.paidFen, snapshot), promise: { warehouseId, shipBy, arriveBy } }
      }),
    }
  })
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
