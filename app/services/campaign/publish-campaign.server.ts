import { phaseProblems } from '#app/domain/campaign/check-campaign.ts'
import type { CampaignContent } from '#app/domain/campaign/content.ts'
import { campaignSpan, mainVenue } from '#app/domain/campaign/content.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { readContent, writeContent } from '#app/services/campaign/campaign-content.server.ts'
import type { CampaignActor } from '#app/services/campaign/create-edition.server.ts'
import { publishPromotionIn } from '#app/services/promotion/publish-promotion.server.ts'
import { stopPromotionIn } from '#app/services/promotion/stop-promotion.server.ts'

export type PublishCampaignResult =
  | { ok: true; publishedVersion: number; promotions: number }
  /** Nothing is published: what is wrong with the edition, or with one of its promotions. */
  | { ok: false; reason: 'invalid'; problems: string[] }
  | { ok: false; reason: 'promotion'; promotionId: string; name: string; problems: string[] }
  | { ok: false; reason: 'not_found' | 'stale' | 'closed' }

/** Undoes the transaction when one of the promotions cannot be published. */
class Undone extends Error {
  readonly result: PublishCampaignResult

  constructor(result: PublishCampaignResult) {
    super('publication undone')
    this.result = result
  }
}

/**
 * Publishes the draft as the edition's next version, and with it the promotions that wait in
 * it as drafts: all of them or nothing. `promotions` are those that the operator saw, with
 * the versions that were seen.
 */
export async function publishCampaign(input: {
  id: string
  version: number
  promotions: readonly { id: string; version: number }[]
  actor: CampaignActor
  now: Date
}): Promise<PublishCampaignResult> {
  const { id, version, promotions, actor, now } = input
  try {
    return await db.$transaction(async (tx): Promise<PublishCampaignResult> => {
      const campaign = await tx.campaign.findUnique({ where: { id } })
      if (!campaign) return { ok: false, reason: 'not_found' }
      if (campaign.state === 'CLOSED') return { ok: false, reason: 'closed' }
      if (campaign.version !== version) return { ok: false, reason: 'stale' }
      const content = readContent(campaign.draft)
      const problems = Object.values(phaseProblems(content.phases, campaign.edition))
      if (!mainVenue(content)) problems.push('还没有会场')
      problems.push(...(await leftOutside(tx, id, content)))
      if (problems.length > 0) return { ok: false, reason: 'invalid', problems }

      const publishedVersion = (campaign.publishedVersion ?? 0) + 1
      const { count } = await tx.campaign.updateMany({ where: { id, version }, data: { state: 'LIVE', publishedVersion, version: { increment: 1 }, updatedAt: now } })
      if (count === 0) return { ok: false, reason: 'stale' }
      await tx.campaignVersion.create({ data: { campaignId: id, version: publishedVersion, content: writeContent(content), publishedAt: now, publishedBy: actor.id } })
      for (const seen of promotions) {
        const draft = await tx.promotion.findFirst({ where: { id: seen.id, campaignId: id }, select: { name: true } })
        const published = draft ? await publishPromotionIn(tx, { ...seen, actor, now }) : ({ ok: false, reason: 'not_found' } as const)
        if (published.ok) continue
        if (published.reason === 'invalid') throw new Undone({ ok: false, reason: 'promotion', promotionId: seen.id, name: draft?.name ?? '', problems: Object.values(published.problems) })
        throw new Undone({ ok: false, reason: 'stale' })
      }
      await appendAudit(tx, {
        actor,
        action: 'campaign.publish',
        subjectType: 'campaign',
        subjectId: id,
        before: { state: campaign.state, publishedVersion: campaign.publishedVersion },
        after: { state: 'LIVE', publishedVersion, promotions: promotions.map((one) => one.id) },
        at: now,
      })
      return { ok: true, publishedVersion, promotions: promotions.length }
    })
  } catch (error) {
    if (error instanceof Undone) return error.result
    throw error
  }
}

/** Promotions that are published already and would lie outside the new phases. */
async function leftOutside(tx: Tx, campaignId: string, content: CampaignContent): Promise<string[]> {
  const span = campaignSpan(content)
  const published = await tx.promotion.findMany({
    where: { campaignId, state: 'PUBLISHED' },
    select: { name: true, publishedVersion: true, versions: { select: { version: true, startsAt: true, endsAt: true } } },
    orderBy: { id: 'asc' },
  })
  return published.flatMap(({ name, publishedVersion, versions }) => {
    const current = versions.find(({ version }) => version === publishedVersion)
    return span && current && (current.startsAt < span.startsAt || current.endsAt > span.endsAt) ? [`「${name}」已经发布，它的时间超出了新的阶段`] : []
  })
}

/** Ends an edition for good: its promotions are granted no longer; claimed coupons are still honoured. */
export async function closeCampaign({ id, version, reason, actor, now }: { id: string; version: number; reason: string; actor: CampaignActor; now: Date }): Promise<{ ok: true } | { ok: false; reason: 'stale' }> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.campaign.updateMany({ where: { id, version, state: 'LIVE' }, data: { state: 'CLOSED', version: { increment: 1 }, updatedAt: now } })
    if (count === 0) return { ok: false, reason: 'stale' } as const
    // Locked, so that none is changed or published anew between reading and stopping it.
    const running = await tx.$queryRaw<{ id: string; version: number }[]>`
      select id, version from promotion where campaign_id = ${id}::uuid and state = 'PUBLISHED' order by id for update`
    for (const promotion of running) await stopPromotionIn(tx, { ...promotion, reason, actor, now })
    await appendAudit(tx, { actor, action: 'campaign.close', subjectType: 'campaign', subjectId: id, before: { state: 'LIVE' }, after: { state: 'CLOSED', stopped: running.length }, reason, at: now })
    return { ok: true } as const
  })
}
