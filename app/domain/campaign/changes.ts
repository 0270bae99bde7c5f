import type { CampaignContent, Phase } from '#app/domain/campaign/content.ts'
import { phaseNames } from '#app/domain/campaign/content.ts'
import { deadlineWords } from '#app/domain/shipping/words.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

/** “1月15日 00:00 至 1月17日 24:00” */
export function phaseWindowWords({ startsAt, endsAt }: Pick<Phase, 'startsAt' | 'endsAt'>): string {
  return `${formatInstantChinese(startsAt)} 至 ${deadlineWords(endsAt)}`
}

/** What shoppers will see otherwise than now once a draft is published; empty: nothing. */
export function contentChanges(published: CampaignContent | null, draft: CampaignContent): string[] {
  if (!published) return [`${draft.phases.length} 个阶段和 ${draft.venues.length} 个会场第一次对顾客公开`]
  const changes: string[] = []
  for (const phase of draft.phases) {
    const before = published.phases.find(({ code }) => code === phase.code)
    if (!before) changes.push(`新增阶段「${phaseNames[phase.code]}」：${phaseWindowWords(phase)}`)
    else if (!sameWindow(before, phase)) changes.push(`「${phaseNames[phase.code]}」改为 ${phaseWindowWords(phase)}，原为 ${phaseWindowWords(before)}`)
  }
  for (const { code } of published.phases) if (!draft.phases.some((phase) => phase.code === code)) changes.push(`取消阶段「${phaseNames[code]}」`)
  for (const venue of draft.venues) {
    const before = published.venues.find(({ slug }) => slug === venue.slug)
    if (!before) changes.push(`新增会场「${venue.name}」`)
    else if (JSON.stringify(before) !== JSON.stringify(venue)) changes.push(`会场「${venue.name}」的内容有修改`)
  }
  for (const { slug, name } of published.venues) if (!draft.venues.some((venue) => venue.slug === slug)) changes.push(`撤下会场「${name}」`)
  if (changes.length === 0 && published.venues.some(({ slug }, place) => draft.venues[place]?.slug !== slug)) changes.push('会场的顺序有修改')
  return changes
}

function sameWindow(a: Phase, b: Phase): boolean {
  return a.startsAt.getTime() === b.startsAt.getTime() && a.endsAt.getTime() === b.endsAt.getTime()
}
