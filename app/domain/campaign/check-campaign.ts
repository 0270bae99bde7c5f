import type { Phase, Venue, VenueRule } from '#app/domain/campaign/content.ts'
import { PHASE_CODES, phaseNames } from '#app/domain/campaign/content.ts'
import { newYearsEveOf } from '#app/domain/festival/new-years-eve.ts'
import { addDays, startOfDay } from '#app/domain/time.ts'

// What an operator may enter. One sentence for the field that needs it, by the field's path.
export type Problems = Readonly<Record<string, string>>

/** An edition leads up to one Eve: phases further away belong to another year. */
const FARTHEST_DAYS = { before: 150, after: 90 }
export const MAX_RULES = 24
export const MAX_PINS = 24
export const MAX_VENUES = 20

export const FIRST_EDITION = 2025
export const LAST_EDITION = 2099

/** Phases in the order of the year, without overlaps, near the Eve of their edition. Paths: phases.peak.startsAt … */
export function phaseProblems(phases: readonly Phase[], edition: number): Problems {
  if (phases.length === 0) return { '': '至少要排一个阶段' }
  const problems: Record<string, string> = {}
  const eve = newYearsEveOf(edition)
  const earliest = startOfDay(addDays(eve, -FARTHEST_DAYS.before))
  const latest = startOfDay(addDays(eve, FARTHEST_DAYS.after))
  const inOrder = PHASE_CODES.flatMap((code) => phases.find((phase) => phase.code === code) ?? [])
  inOrder.forEach(({ code, startsAt, endsAt }, place) => {
    const before = inOrder[place - 1]
    if (startsAt < earliest || startsAt > latest) problems[`phases.${code}.startsAt`] = `离 ${edition} 年除夕太远，请核对年份`
    else if (before && startsAt < before.endsAt) problems[`phases.${code}.startsAt`] = `和「${phaseNames[before.code]}」重叠，要在它结束以后开始`
    if (endsAt <= startsAt) problems[`phases.${code}.endsAt`] = '结束要晚于开始'
    else if (endsAt > latest) problems[`phases.${code}.endsAt`] = `离 ${edition} 年除夕太远，请核对年份`
  })
  return problems
}

/** Paths: slug, name, rules.0.label, pins.1.productId … */
export function venueProblems(venue: Venue, others: readonly Pick<Venue, 'slug' | 'name'>[], listed: { has(productId: string): boolean }): Problems {
  const problems: Record<string, string> = {}
  if (venue.name === '') problems.name = '请填写会场名称'
  else if (others.some(({ name }) => name === venue.name)) problems.name = '已经有同名的会场'
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(venue.slug) || venue.slug.length > 40) problems.slug = '网址只用小写字母、数字和连字符，如 fresh-fruit'
  else if (others.some(({ slug }) => slug === venue.slug)) problems.slug = '这个网址已被别的会场使用'
  if (venue.rules.length === 0 && venue.pins.length === 0) problems['rules.0.label'] = '至少要有一条规则或一件置顶商品'
  if (venue.rules.length > MAX_RULES) problems[`rules.${MAX_RULES}.label`] = `规则最多 ${MAX_RULES} 条`
  if (venue.pins.length > MAX_PINS) problems[`pins.${MAX_PINS}.productId`] = `置顶最多 ${MAX_PINS} 件`
  venue.rules.forEach((rule, place) => {
    if (rule.label === '') problems[`rules.${place}.label`] = '请填写这一组的标题'
    if (emptyRange(rule)) problems[`rules.${place}.untilFen`] = '最高价要高于最低价'
  })
  venue.pins.forEach(({ productId }, place) => {
    if (!listed.has(productId)) problems[`pins.${place}.productId`] = '请选择在售的商品'
    else if (venue.pins.findIndex((pin) => pin.productId === productId) < place) problems[`pins.${place}.productId`] = '这件商品已经置顶'
  })
  return problems
}

const emptyRange = ({ fromFen, untilFen }: VenueRule): boolean => fromFen !== undefined && untilFen !== undefined && untilFen <= fromFen

export function editionProblems({ edition, name }: { edition: number; name: string }, taken: readonly number[]): Problems {
  if (edition < FIRST_EDITION || edition > LAST_EDITION) return { edition: `年份在 ${FIRST_EDITION} 到 ${LAST_EDITION} 之间` }
  if (taken.includes(edition)) return { edition: `${edition} 年的年货节已经有了` }
  return name === '' ? { name: '请填写活动名称' } : {}
}
