import type { Phase } from '#app/domain/campaign/content.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { writeContent } from '#app/services/campaign/campaign-content.server.ts'
import { writeDefinition } from '#app/services/promotion/promotion-definition.server.ts'
import { every200minus30 } from '#tests/factories/promotions.ts'

let edition = 2_060

const operator = '00000000-0000-7000-8000-0000000000f1'

/** A published campaign of a fortnight's sale from then on, with enrolment open from 40 days before it. */
export async function createEnrolmentCampaign({ startsAt, endsAt = new Date(startsAt.getTime() + 14 * 86_400_000), name }: { startsAt: Date; endsAt?: Date; name?: string }) {
  edition += 1
  const id = newId()
  const phases: Phase[] = [
    { code: 'enrolment', startsAt: new Date(startsAt.getTime() - 40 * 86_400_000), endsAt: startsAt },
    { code: 'opening', startsAt, endsAt },
  ]
  const content = writeContent({ phases, venues: [] })
  return db.campaign.create({
    data: {
      id, seriesId: 'nianhuo', slug: `edition-${id}`, edition, name: name ?? `${edition} 测试年货节`, state: 'LIVE', draft: content, publishedVersion: 1, createdAt: startsAt, updatedAt: startsAt,
      versions: { create: { version: 1, content, publishedAt: startsAt, publishedBy: operator } },
    },
  })
}

/** 每满200减30 across shops for enrolled goods, as a draft of the platform: 10 of the 30 are the merchants'. */
export async function createCrossShop(campaign: { id: string }, overrides: Partial<PromotionDefinition> = {}) {
  const { id: _id, version: _version, merchantId: _merchant, ...terms } = every200minus30
  const definition: PromotionDefinition = { ...terms, limits: { budgetFen: null, uses: null, usesPerBuyer: null }, coupon: null, onlyEnrolled: true, ...overrides }
  return db.promotion.create({
    data: { campaignId: campaign.id, kind: definition.kind, name: definition.name, draft: writeDefinition(definition), createdBy: operator, createdAt: definition.startsAt, updatedAt: definition.startsAt },
  })
}
