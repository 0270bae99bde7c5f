import type { Problems } from '#app/domain/campaign/check-campaign.ts'
import { MAX_VENUES, phaseProblems, venueProblems } from '#app/domain/campaign/check-campaign.ts'
import type { CampaignContent, Phase, Venue } from '#app/domain/campaign/content.ts'
import type { Prisma } from '#app/infra/generated/prisma/client.ts'
import type { CampaignState } from '#app/infra/generated/prisma/enums.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { readContent, writeContent } from '#app/services/campaign/campaign-content.server.ts'
import type { CampaignActor } from '#app/services/campaign/create-edition.server.ts'

export type SaveCampaignResult =
  | { ok: true }
  | { ok: false; reason: 'invalid'; problems: Problems }
  /** Changed in another tab, or closed, meanwhile. */
  | { ok: false; reason: 'not_found' | 'stale' }

type Seen = { id: string; version: number }
type Change = { content?: CampaignContent; name?: string; problems: Problems }

/** The phases of the draft; shoppers see them once they are published. */
export async function savePhases({ phases, ...rest }: { seen: Seen; phases: readonly Phase[]; actor: CampaignActor; now: Date }): Promise<SaveCampaignResult> {
  return changeDraft(rest, 'campaign.phases', async ({ content, edition }) => ({ content: { ...content, phases }, problems: phaseProblems(phases, edition) }))
}

/** Only of a draft: what has been published is known by its name. */
export async function renameCampaign({ name, ...rest }: { seen: Seen; name: string; actor: CampaignActor; now: Date }): Promise<SaveCampaignResult> {
  return changeDraft(rest, 'campaign.rename', async ({ state }): Promise<Change> => {
    if (state !== 'DRAFT') return { problems: { name: '已经发布的年货节不能改名' } }
    return name === '' ? { problems: { name: '请填写活动名称' } } : { name, problems: {} }
  })
}

/** Adds a venue (slug null) at the end, or changes the one of that address in its place. */
export async function saveVenue({ slug, venue, ...rest }: { seen: Seen; slug: string | null; venue: Venue; actor: CampaignActor; now: Date }): Promise<SaveCampaignResult> {
  return changeDraft(rest, 'campaign.venue', async ({ content, tx }) => {
    const place = slug === null ? content.venues.length : content.venues.findIndex((one) => one.slug === slug)
    if (place < 0) return null
    const others = content.venues.filter((_, index) => index !== place)
    if (slug === null && others.length >= MAX_VENUES) return { problems: { name: `会场最多 ${MAX_VENUES} 个` } }
    const listed = await tx.product.findMany({ where: { id: { in: venue.pins.map(({ productId }) => productId).filter(isUuid) }, status: 'LISTED' }, select: { id: true } })
    const problems = venueProblems(venue, others, new Set(listed.map(({ id }) => id)))
    return { content: { ...content, venues: content.venues.toSpliced(place, 1, venue) }, problems }
  })
}

export async function removeVenue({ slug, ...rest }: { seen: Seen; slug: string; actor: CampaignActor; now: Date }): Promise<SaveCampaignResult> {
  return changeDraft(rest, 'campaign.venue_removed', async ({ content }) => {
    const venues = content.venues.filter((venue) => venue.slug !== slug)
    return venues.length === content.venues.length ? null : { content: { ...content, venues }, problems: {} }
  })
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)

async function changeDraft(
  { seen, actor, now }: { seen: Seen; actor: CampaignActor; now: Date },
  action: string,
  change: (before: { content: CampaignContent; edition: number; state: CampaignState; tx: Tx }) => Promise<Change | null>,
): Promise<SaveCampaignResult> {
  return db.$transaction(async (tx): Promise<SaveCampaignResult> => {
    const campaign = await tx.campaign.findUnique({ where: { id: seen.id } })
    if (!campaign) return { ok: false, reason: 'not_found' }
    if (campaign.version !== seen.version || campaign.state === 'CLOSED') return { ok: false, reason: 'stale' }
    const changed = await change({ content: readContent(campaign.draft), edition: campaign.edition, state: campaign.state, tx })
    if (!changed) return { ok: false, reason: 'not_found' }
    const { content, name, problems } = changed
    if (Object.keys(problems).length > 0) return { ok: false, reason: 'invalid', problems }
    const values: Prisma.CampaignUpdateManyMutationInput = { ...(content ? { draft: writeContent(content) } : {}), ...(name ? { name } : {}) }
    // What was read may be old by now; the conditional write is the referee.
    const { count } = await tx.campaign.updateMany({
      where: { id: seen.id, version: seen.version, state: { not: 'CLOSED' } },
      data: { ...values, version: { increment: 1 }, updatedAt: now },
    })
    if (count === 0) return { ok: false, reason: 'stale' }
    await appendAudit(tx, {
      actor,
      action,
      subjectType: 'campaign',
      subjectId: seen.id,
      before: { name: campaign.name, ...(content ? { draft: campaign.draft } : {}) },
      after: { name: name ?? campaign.name, ...(content ? { draft: writeContent(content) } : {}) },
      at: now,
    })
    return { ok: true }
  })
}
