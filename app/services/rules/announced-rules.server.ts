import { versionInForce, versionsAhead } from '#app/domain/law/rule-notice.ts'
import type { RulePage } from '#app/domain/rules/pages.ts'
import { isRulePage, rulePages } from '#app/domain/rules/pages.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { businessDate } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'

export type RuleVersion = { page: RulePage; version: number; body: string; summary: string; announcedAt: Date; effectiveOn: BusinessDate }
export type VersionLink = Omit<RuleVersion, 'body' | 'page'>

const announced = keptUntilRung('announced-rules', loadAnnounced, { unheardMs: 0 })

async function loadAnnounced(): Promise<RuleVersion[]> {
  const rows = await db.ruleVersion.findMany({ where: { announcedAt: { not: null } }, orderBy: [{ page: 'asc' }, { version: 'desc' }] })
  return rows.flatMap(({ page, version, body, summary, announcedAt, effectiveOn }) =>
    isRulePage(page) && announcedAt && effectiveOn ? [{ page, version, body, summary, announcedAt, effectiveOn: effectiveOn.toISOString().slice(0, 10) }] : [],
  )
}

/** Every version of a page that was ever announced, the newest first. */
export async function announcedVersions(page: RulePage): Promise<RuleVersion[]> {
  return (await announced.get()).filter((one) => one.page === page)
}

/** After a write of this process: it does not wait to hear the ring. */
export const forgetRules = (): void => announced.forget()

export type RuleView = { version: RuleVersion; inForce: number | null; ahead: VersionLink[]; all: VersionLink[] }

/**
 * A page of rules to read.
 * @param asked a version by number; null: the one in force
 */
export async function getRule(page: RulePage, asked: number | null, now: Date): Promise<RuleView | null> {
  const versions = await announcedVersions(page)
  const today = businessDate(now)
  const inForce = versionInForce(versions, today)
  const version = asked === null ? (inForce ?? versions[0]) : versions.find((one) => one.version === asked)
  if (!version) return null
  return { version, inForce: inForce?.version ?? null, ahead: versionsAhead(versions, today).map(linkOf), all: versions.map(linkOf) }
}

/** What the list of rules says of each page. */
export async function listRules(now: Date) {
  const today = businessDate(now)
  return Promise.all(
    rulePages.map(async ({ page, title, note }) => {
      const versions = await announcedVersions(page)
      return { page, title, note, inForce: linkOrNull(versionInForce(versions, today)), ahead: versionsAhead(versions, today).map(linkOf) }
    }),
  )
}

/** The privacy notice that a person agrees to now. */
export async function noticeVersion(now: Date): Promise<number> {
  return versionInForce(await announcedVersions('privacy'), businessDate(now))?.version ?? 1
}

const linkOf = ({ version, summary, announcedAt, effectiveOn }: RuleVersion): VersionLink => ({ version, summary, announcedAt, effectiveOn })
const linkOrNull = (version: RuleVersion | null): VersionLink | null => version && linkOf(version)
