import type { BasePrice, Ground } from '#app/domain/law/base-price.ts'
import { groundLabels, strikeThrough } from '#app/domain/law/base-price.ts'
import type { Fen } from '#app/domain/money.ts'
import { priceStart } from '#app/domain/promotion/enrolment.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { db } from '#app/infra/db.server.ts'
import type { Reader, Tx } from '#app/infra/db.server.ts'
import { findBasePrices } from '#app/services/promotion/find-base-prices.server.ts'
import { readDefinition } from '#app/services/promotion/promotion-definition.server.ts'

// The lowest deal proves the base; a hot SKU has thousands more in seven days.
const DEALS_KEPT = 100

/**
 * Finds and keeps the ground of what a promotion's version strikes through; for versions
 * without unit prices there is nothing to keep. Enrolled goods show what their merchant
 * wished (perhaps nothing), others the base itself; neither more than the base.
 */
export async function keepBasePriceEvidence(
  tx: Tx,
  { promotionId, version, definition, now }: { promotionId: string; version: number; definition: Pick<PromotionDefinition, 'action' | 'startsAt'>; now: Date },
): Promise<void> {
  const { action, startsAt } = definition
  if (action.type !== 'UNIT_PRICE') return
  const skuIds = action.items.map(({ skuId }) => skuId)
  const skus = await tx.sku.findMany({ where: { id: { in: skuIds } }, select: { id: true, merchantId: true } })
  const starts = await priceStarts(tx, { promotionId, skuIds, startsAt, now })
  const enrolments = await tx.enrolment.findMany({ where: { promotionId, state: 'ACCEPTED' }, select: { skuId: true, referencePriceFen: true } })
  const bases = new Map<string, BasePrice>()
  for (const [start, ids] of Map.groupBy(skuIds, (id) => starts.get(id)!.getTime())) for (const [id, base] of await findBasePrices(ids, new Date(start), tx)) bases.set(id, base)
  const merchantOf = new Map(skus.map(({ id, merchantId }) => [id, merchantId]))
  const wished = new Map(enrolments.map(({ skuId, referencePriceFen }) => [skuId, referencePriceFen]))
  await tx.basePriceEvidence.createMany({
    data: action.items.flatMap(({ skuId, unitPriceFen }) => {
      const merchantId = merchantOf.get(skuId)
      const base = bases.get(skuId)
      if (!merchantId || !base) return []
      const wish = wished.has(skuId) ? (wished.get(skuId) ?? null) : base.basePriceFen
      return [{ promotionId, version, merchantId, skuId, ...evidenceOf(base), referencePriceFen: strikeThrough({ referencePriceFen: wish, campaignPriceFen: unitPriceFen }, base), foundAt: now }]
    }),
  })
}

/** When each SKU's price begins: with the promotion, or for goods that joined later when they did. */
async function priceStarts(tx: Tx, { promotionId, skuIds, startsAt, now }: { promotionId: string; skuIds: string[]; startsAt: Date; now: Date }): Promise<Map<string, Date>> {
  const joined = await tx.basePriceEvidence.groupBy({ by: ['skuId'], where: { promotionId, skuId: { in: skuIds } }, _min: { foundAt: true } })
  const joinedAt = new Map(joined.map(({ skuId, _min }) => [skuId, _min.foundAt ?? now]))
  return new Map(skuIds.map((id) => [id, priceStart({ startsAt }, joinedAt.get(id) ?? now)]))
}

function evidenceOf({ deals, ...base }: BasePrice) {
  return { ...base, deals: deals.slice(0, DEALS_KEPT).map(({ lineId, at, unitFen }) => ({ lineId, at: at.toISOString(), unitFen })) }
}

/**
 * Once promotions have started, the base of those published earlier is found again: their seven
 * days are over only now.
 * @returns how many were
 */
export async function confirmBasePrices(now: Date): Promise<number> {
  const waiting = await db.$queryRaw<{ id: string; version: number; definition: unknown }[]>`
    select p.id, v.version, v.definition
      from promotion p join promotion_version v on v.promotion_id = p.id and v.version = p.published_version
     where p.state = 'PUBLISHED' and v.starts_at <= ${now} and v.ends_at > ${now}
       and exists (select 1 from base_price_evidence e where e.promotion_id = p.id and e.version = v.version)
       and not exists (select 1 from base_price_evidence e where e.promotion_id = p.id and e.version = v.version and e.found_at >= e.window_until)`
  for (const { id, version, definition } of waiting)
    await db.$transaction((tx) => keepBasePriceEvidence(tx, { promotionId: id, version, definition: readDefinition(definition), now }))
  return waiting.length
}

export type StruckPrice = { promotionId: string; version: number; skuId: string; referencePriceFen: Fen; label: string }

/**
 * What may stand struck through in these versions of promotions, with the words that say what
 * it is. Only what was found when the seven days were over: until then nothing is.
 */
export async function findStruckPrices(versions: readonly { promotionId: string; version: number }[], on: Reader = db): Promise<StruckPrice[]> {
  if (versions.length === 0) return []
  const rows = await on.basePriceEvidence.findMany({
    where: { OR: versions.map(({ promotionId, version }) => ({ promotionId, version })), foundAt: { gte: db.basePriceEvidence.fields.windowUntil } },
    distinct: ['promotionId', 'version', 'skuId'],
    orderBy: { foundAt: 'desc' },
    select: { promotionId: true, version: true, skuId: true, ground: true, referencePriceFen: true },
  })
  return rows.flatMap(({ ground, referencePriceFen, ...row }) =>
    referencePriceFen === null ? [] : [{ ...row, referencePriceFen, label: groundLabels[ground as Exclude<Ground, 'NONE'>] }],
  )
}
