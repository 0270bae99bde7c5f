// consent is free, given for each purpose alone, and taken back as easily as it was given.

export type ConsentKind = 'NOTICE' | 'MARKETING'

export type ConsentEntry = { kind: ConsentKind; granted: boolean; noticeVersion: number; at: Date }

/** What counts now: the newest entry of each kind; without one, no consent. */
export function standingConsent(entries: readonly ConsentEntry[], kind: ConsentKind): ConsentEntry | null {
  const newest = entries.filter((entry) => entry.kind === kind).sort((a, b) => b.at.getTime() - a.at.getTime())[0]
  return newest?.granted ? newest : null
}

/** advertising is pushed only to who has asked for it and has not taken that back. */
export function mayAdvertise(entries: readonly ConsentEntry[]): boolean {
  return standingConsent(entries, 'MARKETING') !== null
}

/** the privacy notice says more now than when this person agreed to it, so the pages of the account say so. */
export function hasNewNotice(entries: readonly ConsentEntry[], versionInForce: number): boolean {
  const agreed = standingConsent(entries, 'NOTICE')
  return agreed !== null && agreed.noticeVersion < versionInForce
}
