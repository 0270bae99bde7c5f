import type { CartOwner } from '#app/domain/cart/cart.ts'
import { isHopeless, lineProblem } from '#app/domain/cart/cart.ts'
import type { Quote, QuoteInput, QuoteInputLine } from '#app/domain/checkout/quote.ts'
import { quoteCheckout as priceQuote } from '#app/domain/checkout/quote.ts'
import type { SkuSnapshot } from '#app/domain/order/freeze-order.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import type { SellableSku } from '#app/services/cart/cart-rows.server.ts'
import { cartRows, sellableSku } from '#app/services/cart/cart-rows.server.ts'
import { loadDeal } from '#app/services/promotion/load-deal.server.ts'
import { shippingTables } from '#app/services/shipping/shipping-tables.server.ts'

/** 立即购买 prices one SKU and leaves the cart alone. */
export type BuyNow = { skuId: string; quantity: number }

export type QuoteRequest = {
  owner: CartOwner | null
  buyNow: BuyNow | null
  provinceCode: string | null
  /** What the shopper saw before, where this page follows another. */
  seen?: string
  /** Of a guest who has typed it: limits per buyer count by it. */
  phone?: string
  channel?: string
  /** Business time: promises of freight and arrival hang on it. */
  now: Date
}

/** The present price of what would be ordered: the checked lines, or the one of buyNow. */
export async function quoteCheckout(request: QuoteRequest): Promise<Quote> {
  const { provinceCode, now } = request
  const [wanted, tables, { deal }] = await Promise.all([wantedLines(request), shippingTables(), loadDeal(request)])
  return priceQuote(groupByMerchant(wanted), provinceCode === null ? null : { tables, provinceCode, now }, deal)
}

type Wanted = SellableSku & { quantity: number }

/**
 * Chosen lines that nobody can buy stay in the cart, greyed there. One that was shown in
 * this order before it went stays in it with its problem, for the shopper to see.
 */
export async function wantedLines({ owner, buyNow, seen = '' }: Pick<QuoteRequest, 'owner' | 'buyNow' | 'seen'>): Promise<Wanted[]> {
  if (buyNow) {
    const sku = await sellableSku(buyNow.skuId)
    return sku ? [{ ...sku, quantity: buyNow.quantity }] : []
  }
  if (!owner) return []
  return (await cartRows(owner)).filter((row) => row.checked && (!isHopeless(row.problem) || seen.includes(row.skuId)))
}

export function groupByMerchant(lines: readonly Wanted[]): QuoteInput[] {
  const groups = new Map<string, QuoteInput>()
  for (const line of lines) {
    const group = groups.get(line.merchantId) ?? {
      merchant: { id: line.merchantId, slug: line.merchantSlug, name: line.merchantName },
      lines: [],
    }
    group.lines.push(quoteLine(line))
    groups.set(line.merchantId, group)
  }
  return [...groups.values()]
}

function quoteLine(line: Wanted): QuoteInputLine {
  const { skuId, productId, categoryId, productSlug, title, grade, spec, motif, netGrams, returnPolicy, goodsType, adultOnly, warehouseId, quantity, free, unitPriceFen, floorFen } = line
  return {
    skuId,
    productId,
    categoryId,
    productSlug,
    title,
    grade,
    spec,
    motif,
    netGrams,
    returnPolicy,
    goodsType,
    adultOnly,
    warehouseId,
    quantity,
    free: Math.max(free, 0),
    unitPriceFen,
    floorFen,
    problem: lineProblem(line, quantity),
  }
}

/** What the order freezes beside the quote, by SKU id. */
export async function skuSnapshots(lines: readonly SellableSku[]): Promise<Map<string, SkuSnapshot>> {
  const bundleIds = lines.filter((line) => line.isBundle).map((line) => line.skuId)
  const components =
    bundleIds.length === 0
      ? []
      : await queryNamed<SkuSnapshot['components'][number] & { skuId: string }>(
          'bundle-components',
          `select sku_id as "skuId", position, name, category_id as "categoryId", net_grams as "netGrams",
                  price_share_bps as "priceShareBps", regiment_id as "regimentId",
                  producer_merchant_id as "producerMerchantId"
             from bundle_component where sku_id = any($1::uuid[]) order by sku_id, position`,
          [bundleIds],
        )
  return new Map(
    lines.map(({ skuId, merchantId, categoryId, regimentId, isLocal }) => [
      skuId,
      {
        skuId,
        merchantId,
        categoryId,
        regimentId,
        isLocal,
        components: components.filter((c) => c.skuId === skuId).map(({ skuId: _of, ...component }) => component),
      },
    ]),
  )
}
