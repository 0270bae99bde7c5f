import { contentFor, daysBetweenEditions, definitionFor } from '#app/domain/campaign/clone.ts'
import type { Problems } from '#app/domain/campaign/check-campaign.ts'
import { editionProblems } from '#app/domain/campaign/check-campaign.ts'
import { defaultVenues } from '#app/domain/campaign/default-venues.ts'
import { defaultPhases } from '#app/domain/campaign/phases.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { isUniqueViolation } from '#app/infra/place-checkout-statement.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { readContent, writeContent } from '#app/services/campaign/campaign-content.server.ts'
import { readDefinition, writeDefinition } from '#app/services/promotion/promotion-definition.server.ts'

export type CampaignActor = { id: string; role: string }
const SERIES = 'nianhuo'

export type CreateEditionResult =
  | { ok: true; id: string }
  | { ok: false; reason: 'invalid'; problems: Problems }
  | { ok: false; reason: 'not_found' }

/**
 * A new edition of the festival as a draft. From nothing: with the phases and venues that its
 * Spring Festival suggests. From another one: phases, venues and the platform's own promotions
 * as far from New Year's Eve as they were, all as drafts. What merchants enrolled or offered
 * is not taken over: they are asked anew.
 */
export async function createEdition(input: { edition: number; name: string; cloneOf: string | null; id?: string; actor: CampaignActor; now: Date }): Promise<CreateEditionResult> {
  const { edition, name, cloneOf, id = newId(), actor, now } = input
  try {
    return await db.$transaction(async (tx): Promise<CreateEditionResult> => {
      const editions = await tx.campaign.findMany({ where: { seriesId: SERIES }, select: { edition: true } })
      const problems = editionProblems({ edition, name }, editions.map((one) => one.edition))
      if (Object.keys(problems).length > 0) return { ok: false, reason: 'invalid', problems }
      const model = cloneOf === null ? null : await tx.campaign.findUnique({ where: { id: cloneOf } })
      if (cloneOf !== null && !model) return { ok: false, reason: 'not_found' }

      const days = model ? daysBetweenEditions(model.edition, edition) : 0
      const content = model ? contentFor(readContent(model.draft), days) : await proposedContent(tx, edition)
      await tx.campaign.create({
        data: { id, seriesId: SERIES, slug: `${SERIES}-${edition}`, edition, name, draft: writeContent(content), clonedFromId: cloneOf, createdAt: now, updatedAt: now },
      })
      const promotions = model ? await clonePromotions(tx, { from: model.id, to: id, days, actor, now }) : 0
      await appendAudit(tx, { actor, action: 'campaign.create', subjectType: 'campaign', subjectId: id, after: { edition, name, cloneOf, promotions }, at: now })
      return { ok: true, id }
    })
  } catch (error) {
    // Another tab made the same edition meanwhile.
    if (isUniqueRefusal(error)) return { ok: false, reason: 'invalid', problems: editionProblems({ edition, name }, [edition]) }
    throw error
  }
}

async function proposedContent(tx: Tx, edition: number) {
  const regiments = await tx.regiment.findMany({ where: { status: 'ACTIVE', products: { some: { status: 'LISTED' } } }, select: { id: true, name: true, town: true }, orderBy: { sort: 'asc' } })
  return { phases: defaultPhases(edition), venues: defaultVenues(regiments) }
}

async function clonePromotions(tx: Tx, { from, to, days, actor, now }: { from: string; to: string; days: number; actor: CampaignActor; now: Date }): Promise<number> {
  const own = await tx.promotion.findMany({ where: { campaignId: from, merchantId: null }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
  for (const { kind, name, draft } of own)
    await tx.promotion.create({
      data: { id: newId(), campaignId: to, kind, name, draft: writeDefinition(definitionFor(readDefinition(draft), days)), createdBy: actor.id, createdAt: now, updatedAt: now },
    })
  return own.length
}

function isUniqueRefusal(error: unknown): boolean {
  return isUniqueViolation(error) || (typeof error === 'object' && error !== null && 'code' in error && error.code === 'P2002')
}
