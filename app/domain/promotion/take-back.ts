import { LEAST_PRICE_FEN } from '#app/domain/checkout/quote.ts'
import type { Fen } from '#app/domain/money.ts'
import { sumFen } from '#app/domain/money.ts'
import { spread } from '#app/domain/promotion/allocate.ts'
import type { GrantedQuote } from '#app/domain/promotion/granted.ts'
import { priceAsGranted } from '#app/domain/promotion/granted.ts'
import type { Booking, Return, SoldCart, Standing } from '#app/domain/promotion/reprice.ts'
import { returnGoods } from '#app/domain/promotion/reprice.ts'
import type { Allocation, FreightOf, Funder, FunderAmount, PricedCart, Promotion } from '#app/domain/promotion/types.ts'

/** What each funder bears, by the columns that keep it. */
export type Borne = { merchantFen: Fen; platformFen: Fen; brandFundFen: Fen; aidFundFen: Fen }

export const nobody: Borne = { merchantFen: 0, platformFen: 0, brandFundFen: 0, aidFundFen: 0 }

/** lineId null: the freight of the merchant order. */
type Spot = { merchantOrderId: string; lineId: string | null }

export type SoldLine = {
  lineId: string
  skuId: string
  productId: string
  categoryId: string
  title: string
  quantity: number
  unitPriceFen: Fen
  floorFen: Fen
  paidFen: Fen
  isGift: boolean
  giftValueFen: Fen
}

export type SoldPart = {
  merchantOrderId: string
  merchantId: string
  /** Not taken back yet. */
  open: boolean
  /** What was paid, after freightDiscountFen. */
  freightFen: Fen
  freightDiscountFen: Fen
  lines: readonly SoldLine[]
}

/** One promotion in the checkout, and what it holds of its budget now. */
export type SoldClaim = { promotionId: string; version: number; amountFen: Fen; releasedFen: Fen }

export type RepriceRow = Spot & Borne & { merchantId: string; amountFen: Fen }

/** A paid checkout as its rows tell it: what was frozen, and what earlier refunds repriced. */
export type SoldCheckout = {
  parts: readonly SoldPart[]
  allocations: readonly (Spot & Borne & { promotionId: string; units: Allocation['units'] })[]
  repriced: readonly (Spot & Borne & { amountFen: Fen })[]
  claims: readonly SoldClaim[]
  /** The versions of the claims. */
  promotions: readonly Promotion[]
}

/** What a promotion gives less (or, below zero, more) than before; needFen: the threshold that is no longer reached. */
export type Lost = { name: string; amountFen: Fen; needFen: Fen | null }

/** The refund of one merchant's part, as it is told to the buyer and as it is booked. */
export type TakenBack = {
  refundFen: Fen
  /** Of the goods at list price, and of the freight before promotions. */
  listFen: Fen
  fullFreightFen: Fen
  lost: Lost[]
  lines: { lineId: string; quantity: number; amountFen: Fen }[]
  freightFen: Fen
  /** Kept lines and freights whose amounts change. */
  repriced: RepriceRow[]
  /** What the budgets get back. */
  released: { promotionId: string; amountFen: Fen }[]
}

/**
 * R-15 for one merchant's part before anything of it is shipped: paid − the price of what is
 * kept under the frozen promotion versions. The freight of other parts stays what it was before
 * promotions, since their goods stay; what promotions took off it is asked again.
 */
export function takeBackPart(sold: SoldCheckout, merchantOrderId: string): TakenBack {
  const part = sold.parts.find((one) => one.merchantOrderId === merchantOrderId)
  if (!part?.open) throw new Error(`Merchant order ${merchantOrderId} cannot go back`)
  const goods = part.lines.filter(({ isGift }) => !isGift)
  const fullFreight = new Map(sold.parts.map(({ merchantId, freightFen, freightDiscountFen }) => [merchantId, freightFen + freightDiscountFen]))
  const before = standingNow(sold)
  const freight: FreightOf = (merchantId) => fullFreight.get(merchantId) ?? null
  const back = returnGoods(soldCart(sold, freight), before, new Map(goods.map(({ skuId, quantity }) => [skuId, quantity])), freight)
  const own = back.repriced.find((one) => one.part === 'FREIGHT' && one.merchantId === part.merchantId)
  const reversed = new Map(back.reversed.map(({ skuId, paidFen }) => [skuId, paidFen]))
  return {
    refundFen: back.refundFen,
    listFen: sumFen(goods.map(({ unitPriceFen, quantity }) => unitPriceFen * quantity)),
    fullFreightFen: fullFreight.get(part.merchantId)!,
    lost: lostOf(sold, back.quote),
    lines: part.lines.map(({ lineId, skuId, quantity, isGift }) => ({ lineId, quantity, amountFen: isGift ? 0 : reversed.get(skuId)! })),
    freightFen: own ? -own.paidFen : 0,
    repriced: back.repriced.filter((one) => one !== own).map((one) => repriceRow(sold, one)),
    released: releasedOf(sold, back),
  }
}

/** What each line and freight has paid and who bears the rest, after all refunds so far. */
function standingNow({ parts, allocations, repriced }: SoldCheckout): Standing[] {
  const standing = (open: boolean, spot: Spot, paidFen: Fen) => {
    const here = (row: Spot) => row.merchantOrderId === spot.merchantOrderId && row.lineId === spot.lineId
    const changes = repriced.filter(here)
    if (!open) return { paidFen: 0, funders: [] }
    const funders = fundersOf(sumBorne([...allocations.filter(here), ...changes.map(negative)]))
    return { paidFen: paidFen + sumFen(changes.map(({ amountFen }) => amountFen)), funders }
  }
  const goods = parts.flatMap(({ merchantOrderId, merchantId, open, lines }) =>
    lines
      .filter(({ isGift }) => !isGift)
      .map(({ lineId, skuId, quantity, paidFen }): Standing => ({ part: 'GOODS', merchantId, skuId, quantity: open ? quantity : 0, ...standing(open, { merchantOrderId, lineId }, paidFen) })),
  )
  const freight = parts.map(({ merchantOrderId, merchantId, open, freightFen }): Standing => ({
    part: 'FREIGHT', merchantId, skuId: null, quantity: 1, ...standing(open, { merchantOrderId, lineId: null }, freightFen),
  }))
  return [...goods, ...freight]
}

function soldCart({ parts, allocations, claims, promotions }: SoldCheckout, freight: FreightOf): SoldCart {
  const own = parts.flatMap(({ merchantId, lines }) => lines.filter(({ isGift }) => !isGift).map((line) => ({ ...line, merchantId })))
  const lines = own.map(({ unitPriceFen, floorFen, ...line }) => ({ ...line, listPriceFen: unitPriceFen, floorPriceFen: Math.max(LEAST_PRICE_FEN, floorFen) }))
  const quote = (droppedFen: (claim: SoldClaim) => Fen): GrantedQuote => ({
    lines: own.map(({ skuId, lineId }) => ({ skuId, allocations: allocations.filter((share) => share.lineId === lineId) })),
    applied: claims.map((claim) => ({ promotionId: claim.promotionId, version: claim.version, amountFen: claim.amountFen, droppedFen: droppedFen(claim) })),
    gifts: giftsGiven(parts, promotions),
  })
  // What floor prices did not let through was not kept: the same cart drops it again.
  const again = priceAsGranted({ lines, promotions, quote: quote(() => NO_LIMIT_FEN) }, new Map(own.map(({ skuId, quantity }) => [skuId, quantity])), freight)
  const dropped = ({ promotionId, amountFen }: SoldClaim) => again?.applied.find((one) => one.promotionId === promotionId && one.amountFen === amountFen)?.droppedFen ?? 0
  return { lines, quote: quote(dropped), promotions }
}

/** More than any cart. */
const NO_LIMIT_FEN = 2 ** 40

/** The gift lines, each with a promotion that promises it. */
function giftsGiven(parts: readonly SoldPart[], promotions: readonly Promotion[]): GrantedQuote['gifts'] {
  const given = parts.flatMap(({ lines }) => lines.filter(({ isGift }) => isGift))
  return promotions.flatMap(({ id, version, merchantId, action }) => {
    if (action.type !== 'GIFT') return []
    const gift = given.find(({ skuId, quantity }) => action.steps.some((step) => step.skuId === skuId && step.quantity === quantity))
    return gift ? [{ promotionId: id, version, merchantId, skuId: gift.skuId, name: gift.title, quantity: gift.quantity, valueFen: gift.giftValueFen }] : []
  })
}

const held = ({ amountFen, releasedFen }: SoldClaim): Fen => amountFen - releasedFen

const givenBy = (quote: PricedCart | null, promotionId: string): Fen => quote?.applied.find((one) => one.promotionId === promotionId)?.amountFen ?? 0

function lostOf({ claims, promotions }: SoldCheckout, quote: PricedCart | null): Lost[] {
  return claims.flatMap((claim) => {
    const amountFen = held(claim) - givenBy(quote, claim.promotionId)
    if (amountFen === 0) return []
    const reason = quote?.notApplied.find(({ promotionId }) => promotionId === claim.promotionId)?.reason
    const name = promotions.find(({ id }) => id === claim.promotionId)?.name ?? ''
    return [{ name, amountFen, needFen: reason?.kind === 'below_threshold' ? reason.needFen : null }]
  })
}

/**
 * Budgets get back what no longer is borne: where funders go on bearing what the buyer cannot be
 * asked for, the promotions keep holding it. A promotion that comes back in another's place takes
 * nothing of its budget again, which may be somebody else's by now.
 */
function releasedOf({ claims, promotions }: SoldCheckout, { quote, standing }: Return): TakenBack['released'] {
  const ofFreight = ({ promotionId }: SoldClaim) => promotions.find(({ id }) => id === promotionId)?.lane === 'SHIPPING'
  return (['GOODS', 'FREIGHT'] as const).flatMap((part) => {
    const own = claims.filter((claim) => ofFreight(claim) === (part === 'FREIGHT'))
    const borneFen = sumFen(standing.filter((one) => one.part === part).flatMap(({ funders }) => funders.map(({ amountFen }) => amountFen)))
    const free = own.map((claim) => Math.max(0, held(claim) - givenBy(quote, claim.promotionId)))
    const shares = spread(Math.max(0, sumFen(own.map(held)) - borneFen), free, free)
    return own.map(({ promotionId }, place) => ({ promotionId, amountFen: shares[place]! })).filter(({ amountFen }) => amountFen > 0)
  })
}

function repriceRow({ parts }: SoldCheckout, { merchantId, skuId, paidFen, funders }: Booking): RepriceRow {
  const { merchantOrderId, lines } = parts.find((part) => part.merchantId === merchantId)!
  const lineId = skuId === null ? null : lines.find((line) => line.skuId === skuId && !line.isGift)!.lineId
  return { merchantOrderId, merchantId, lineId, amountFen: paidFen, ...negative(borneOf(funders)) }
}

const columns = { MERCHANT: 'merchantFen', PLATFORM: 'platformFen', BRAND_FUND: 'brandFundFen', AID_FUND: 'aidFundFen' } as const satisfies Record<Funder, keyof Borne>
const funderNames = Object.keys(columns) as Funder[]

function borneOf(funders: readonly FunderAmount[]): Borne {
  return funders.reduce((sum, { funder, amountFen }) => ({ ...sum, [columns[funder]]: sum[columns[funder]] + amountFen }), nobody)
}

function fundersOf(borne: Borne): FunderAmount[] {
  return funderNames.map((funder) => ({ funder, amountFen: borne[columns[funder]] })).filter(({ amountFen }) => amountFen !== 0)
}

/** What several rows come to, by funder. */
export function sumBorne(rows: readonly Borne[]): Borne {
  return rows.reduce<Borne>(
    (sum, row) => ({
      merchantFen: sum.merchantFen + row.merchantFen,
      platformFen: sum.platformFen + row.platformFen,
      brandFundFen: sum.brandFundFen + row.brandFundFen,
      aidFundFen: sum.aidFundFen + row.aidFundFen,
    }),
    nobody,
  )
}

/** The other way round. */
export function negative(borne: Borne): Borne {
  const { merchantFen, platformFen, brandFundFen, aidFundFen } = borne
  return { merchantFen: 0 - merchantFen, platformFen: 0 - platformFen, brandFundFen: 0 - brandFundFen, aidFundFen: 0 - aidFundFen }
}
