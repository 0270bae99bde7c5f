import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import type { Fen } from '#app/domain/money.ts'
import type { Reader } from '#app/infra/db.server.ts'
import { enrolledSkuIds, withEnrolled } from '#app/services/promotion/definition-facts.server.ts'
import { readDefinition, writeDefinition } from '#app/services/promotion/promotion-definition.server.ts'

export type PromotionRow = {
  id: string
  version: number
  name: string
  state: 'DRAFT' | 'PUBLISHED' | 'STOPPED'
  merchantId: string | null
  shop: string | null
  /** As drafted, with what publishing would name in its scope. */
  draft: PromotionDefinition
  published: PromotionDefinition | null
  /** Whether publishing would change what shoppers see; false for what was stopped. */
  waits: boolean
  budget: { limitFen: Fen; takenFen: Fen } | null
}

/** The promotions of a campaign, the platform's first, with what is drafted and what is published. */
export async function listPromotions(on: Reader, campaignId: string): Promise<PromotionRow[]> {
  const rows = await on.promotion.findMany({
    where: { campaignId },
    include: { merchant: { select: { name: true } }, counter: true, versions: { orderBy: { version: 'desc' }, take: 1, select: { definition: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return Promise.all(rows.map(async ({ id, version, name, state, merchantId, merchant, draft, counter, versions }): Promise<PromotionRow> => {
    const terms = readDefinition(draft)
    const drafted = withEnrolled(terms, terms.onlyEnrolled ? await enrolledSkuIds(on, campaignId, terms) : [])
    const published = versions[0] ? readDefinition(versions[0].definition) : null
    return {
      id,
      version,
      name,
      state,
      merchantId,
      shop: merchant?.name ?? null,
      draft: drafted,
      published,
      waits: state === 'DRAFT' || (state === 'PUBLISHED' && !sameDefinition(drafted, published)),
      budget: counter && counter.budgetFen !== null ? { limitFen: counter.budgetFen, takenFen: counter.takenFen } : null,
    }
  }))
}

// Written and read once more, both have their fields in the same order.
function sameDefinition(a: PromotionDefinition, b: PromotionDefinition | null): boolean {
  return b !== null && JSON.stringify(readDefinition(writeDefinition(a))) === JSON.stringify(b)
}
