import type { ConsentEntry, ConsentKind } from '#app/domain/law/consent.ts'
import { hasNewNotice, mayAdvertise, standingConsent } from '#app/domain/law/consent.ts'
import type { Reader } from '#app/infra/db.server.ts'
import { db } from '#app/infra/db.server.ts'
import { noticeVersion } from '#app/services/rules/announced-rules.server.ts'

/** Everything a person ever agreed to or took back, the newest first. */
export async function listConsents(userId: string, on: Reader = db): Promise<ConsentEntry[]> {
  return on.consent.findMany({ where: { userId }, orderBy: { seq: 'desc' }, select: { kind: true, granted: true, noticeVersion: true, at: true } })
}

/** writes down what was said; saying the same again writes nothing. */
export async function recordConsent({ userId, kind, granted, now }: { userId: string; kind: ConsentKind; granted: boolean; now: Date }, on: Reader = db): Promise<void> {
  const version = await noticeVersion(now)
  const standing = standingConsent(await listConsents(userId, on), kind)
  const same = granted ? standing?.noticeVersion === version : standing === null
  if (same) return
  await on.consent.create({ data: { userId, kind, granted, noticeVersion: version, at: now } })
}

export async function getConsents(userId: string, now: Date) {
  const [entries, version] = await Promise.all([listConsents(userId), noticeVersion(now)])
  return { entries, marketing: mayAdvertise(entries), newNotice: hasNewNotice(entries, version), noticeVersion: version }
}
