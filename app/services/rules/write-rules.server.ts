import { earliestEffect } from '#app/domain/law/rule-notice.ts'
import { ruleTextRefusal } from '#app/domain/law/rule-text.ts'
import type { RulePage } from '#app/domain/rules/pages.ts'
import { rulePages } from '#app/domain/rules/pages.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { announcedVersions, forgetRules } from '#app/services/rules/announced-rules.server.ts'
import type { VersionLink } from '#app/services/rules/announced-rules.server.ts'

type Actor = { id: string; role: string }

export type RuleDraft = { version: number; revision: number; body: string; summary: string }

/** What an operator works on: the draft, or the text that a new one begins with. */
export type RuleDesk = { page: RulePage; draft: RuleDraft | null; current: string; announced: VersionLink[]; earliest: BusinessDate }

export async function getRuleDesk(page: RulePage, now: Date): Promise<RuleDesk> {
  const [versions, draft] = await Promise.all([announcedVersions(page), db.ruleVersion.findFirst({ where: { page, announcedAt: null } })])
  return {
    page,
    draft: draft && { version: draft.version, revision: draft.revision, body: draft.body, summary: draft.summary },
    current: versions[0]?.body ?? '',
    announced: versions.map(({ version, summary, announcedAt, effectiveOn }) => ({ version, summary, announcedAt, effectiveOn })),
    earliest: earliestEffect(versions, now),
  }
}

export async function listRuleDesks(now: Date): Promise<RuleDesk[]> {
  return Promise.all(rulePages.map(({ page }) => getRuleDesk(page, now)))
}

export type DraftInput = { page: RulePage; body: string; summary: string; revision: number; actor: Actor; now: Date }
export type DraftResult = { ok: true } | { ok: false; reason: 'void_clause'; field: 'body' | 'summary'; sentence: string } | { ok: false; reason: 'changed' }

/**
 * Saves the draft of a page.
 * @param input `revision` of the draft that was edited; 0: there was none
 */
export async function saveRuleDraft({ page, body, summary, revision, actor, now }: DraftInput): Promise<DraftResult> {
  const refused = voidClause({ body, summary })
  if (refused) return refused
  return db.$transaction(async (tx): Promise<DraftResult> => {
    const newest = await tx.ruleVersion.findFirst({ where: { page, announcedAt: { not: null } }, orderBy: { version: 'desc' } })
    const version = (newest?.version ?? 0) + 1
    const written =
      revision === 0
        ? await tx.$executeRaw`
            insert into rule_version (page, version, body, summary, revision, updated_at)
            values (${page}, ${version}, ${body}, ${summary}, 1, ${now}) on conflict do nothing`
        : (await tx.ruleVersion.updateMany({ where: { page, announcedAt: null, revision }, data: { body, summary, revision: revision + 1, updatedAt: now } })).count
    if (written === 0) return { ok: false, reason: 'changed' }
    await appendAudit(tx, { actor, action: 'rules.draft', subjectType: 'rule_version', subjectId: `${page}/${version}`, after: { revision: revision + 1, characters: body.length }, at: now })
    return { ok: true }
  })
}

export type AnnounceResult = DraftResult | { ok: false; reason: 'too_soon'; earliest: BusinessDate }

/** announces the draft; from here it is public and unchangeable, and counts from `effectiveOn` on. */
export async function announceRule({ effectiveOn, ...input }: DraftInput & { effectiveOn: BusinessDate }): Promise<AnnounceResult> {
  const { page, body, summary, revision, actor, now } = input
  const refused = voidClause(input)
  if (refused) return refused
  const result = await db.$transaction(async (tx): Promise<AnnounceResult> => {
    // One announcement of a page at a time: each looks at the ones before it.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('rules:' || ${page}))`
    const rows = await tx.ruleVersion.findMany({ where: { page }, orderBy: { version: 'desc' } })
    const announced = rows.flatMap((row) => (row.effectiveOn ? [{ version: row.version, effectiveOn: row.effectiveOn.toISOString().slice(0, 10) }] : []))
    const earliest = earliestEffect(announced, now)
    if (effectiveOn < earliest) return { ok: false, reason: 'too_soon', earliest }
    const { count } = await tx.ruleVersion.updateMany({
      where: { page, announcedAt: null, revision },
      data: { body, summary, revision: revision + 1, updatedAt: now, announcedAt: now, effectiveOn: new Date(`${effectiveOn}T00:00:00Z`) },
    })
    if (count === 0) return { ok: false, reason: 'changed' }
    const version = rows.find((row) => row.announcedAt === null)?.version ?? 0
    await appendAudit(tx, { actor, action: 'rules.announce', subjectType: 'rule_version', subjectId: `${page}/${version}`, after: { effectiveOn, summary }, at: now })
    return { ok: true }
  })
  forgetRules()
  return result
}

function voidClause(texts: { body: string; summary: string }): Extract<DraftResult, { reason: 'void_clause' }> | null {
  for (const field of ['body', 'summary'] as const) {
    const sentence = ruleTextRefusal(texts[field])
    if (sentence) return { ok: false, reason: 'void_clause', field, sentence }
  }
  return null
}
