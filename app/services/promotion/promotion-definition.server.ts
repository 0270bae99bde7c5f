import { z } from 'zod'
import { LANES } from '#app/domain/promotion/lanes.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'

// Definitions are kept as JSON: a published one is read back exactly as it was written, and
// one that does not fit its type any more is a bug that must not be priced with.

const fen = z.int().min(0)
const bps = z.int().min(0).max(10_000)
const count = z.int().min(1)
const instant = z.iso.datetime().transform((text) => new Date(text))
const ids = z.array(z.string()).readonly()

const scope = z.strictObject({
  skuIds: ids.exactOptional(),
  productIds: ids.exactOptional(),
  categoryIds: ids.exactOptional(),
  merchantIds: ids.exactOptional(),
  exceptSkuIds: ids.exactOptional(),
})

const action = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('UNIT_PRICE'),
    items: z.array(z.strictObject({ skuId: z.string(), unitPriceFen: fen, promisedUnits: count.nullable(), maxPerBuyer: count.nullable() })),
  }),
  z.strictObject({ type: z.literal('ITEM_PERCENT'), steps: z.array(z.strictObject({ units: count, offBps: bps })) }),
  z.strictObject({ type: z.literal('THRESHOLD'), steps: z.array(z.strictObject({ thresholdFen: fen, offFen: fen })) }),
  z.strictObject({ type: z.literal('EVERY'), thresholdFen: count, offFen: fen, maxTimes: count.nullable() }),
  z.strictObject({ type: z.literal('PERCENT'), steps: z.array(z.strictObject({ thresholdFen: fen, offBps: bps })), maxOffFen: fen.nullable() }),
  z.strictObject({ type: z.literal('GIFT'), steps: z.array(z.strictObject({ thresholdFen: fen, skuId: z.string(), quantity: count })) }),
  z.strictObject({ type: z.literal('FREIGHT'), steps: z.array(z.strictObject({ thresholdFen: fen, maxOffFen: fen.nullable() })) }),
])

const definition = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['item_markdown', 'ladder', 'flash_sale', 'shop_threshold', 'cross_shop_threshold', 'coupon', 'gift_with_purchase', 'free_shipping']),
  lane: z.enum(LANES),
  startsAt: instant,
  endsAt: instant,
  scope,
  action,
  provinceCodes: ids.nullable(),
  channels: ids.nullable(),
  buyers: z.union([z.literal('ALL'), z.literal('FIRST_ORDER'), z.strictObject({ tiers: ids })]),
  needs: z.union([z.literal('NOTHING'), z.literal('CLAIM'), z.strictObject({ code: z.string() })]),
  combinesWith: z.array(z.enum(LANES)).readonly(),
  shuts: z.array(z.enum(LANES)).readonly(),
  funders: z.array(z.strictObject({ funder: z.enum(['MERCHANT', 'PLATFORM', 'BRAND_FUND', 'AID_FUND']), bps })),
  limits: z.strictObject({ budgetFen: fen.nullable(), uses: count.nullable(), usesPerBuyer: count.nullable() }),
  coupon: z
    .strictObject({
      claimFrom: instant,
      claimUntil: instant,
      quantity: count.nullable(),
      perPerson: count,
      code: z.string().nullable(),
      validity: z.union([z.strictObject({ from: instant, until: instant }), z.strictObject({ days: count })]),
    })
    .nullable(),
  onlyEnrolled: z.boolean(),
})

/** @throws where the stored JSON is no definition */
export function readDefinition(stored: unknown): PromotionDefinition {
  return definition.parse(stored)
}

/** What is stored: dates as ISO texts. */
export function writeDefinition(value: PromotionDefinition): z.input<typeof definition> {
  return JSON.parse(JSON.stringify(value)) as z.input<typeof definition>
}
