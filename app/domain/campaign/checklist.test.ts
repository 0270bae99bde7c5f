import { expect, test } from 'vitest'
import { contentChanges } from '#app/domain/campaign/changes.ts'
import { checklist } from '#app/domain/campaign/checklist.ts'
import type { CampaignContent } from '#app/domain/campaign/content.ts'
import { defaultVenues } from '#app/domain/campaign/default-venues.ts'
import { defaultPhases } from '#app/domain/campaign/phases.ts'
import { addMinutes } from '#app/domain/time.ts'

const content: CampaignContent = { phases: defaultPhases(2027), venues: defaultVenues([{ id: 'r05', name: '五团', town: '沙河镇' }]) }
const facts = { content, phasesRight: true, promotions: 0, enrolments: { proposed: 0, accepted: 0 }, changes: 1, isLive: false }
const todo = (overrides: Partial<typeof facts>) => checklist({ ...facts, ...overrides }).filter(({ done }) => !done).map(({ at, note }) => [at, note])

test('a new edition lacks promotions and its publication', () => {
  expect(todo({})).toEqual([['promotions', '先加一项跨店满减'], ['publish', '1 处修改等待发布']])
})

test.each([
  ['wrong dates', { phasesRight: false, promotions: 1 }, ['phases', '有阶段的日期不对']],
  ['no venue', { content: { ...content, venues: [] }, promotions: 1 }, ['venues', '至少要有一个会场']],
  ['enrolments that wait', { promotions: 1, enrolments: { proposed: 3, accepted: 1 } }, ['enrolments', '3 个报名等您审核']],
])('%s come first', (_, overrides, first) => {
  expect(todo(overrides)[0]).toEqual(first)
})

test('a live edition without changes lacks nothing', () => {
  expect(todo({ promotions: 2, changes: 0, isLive: true })).toEqual([])
})

test('what a publication would change, in words', () => {
  expect(contentChanges(null, content)).toEqual(['11 个阶段和 7 个会场第一次对顾客公开'])
  expect(contentChanges(content, content)).toEqual([])
  const phases = content.phases.filter(({ code }) => code !== 'presale').map((phase) => (phase.code === 'peak' ? { ...phase, endsAt: addMinutes(phase.endsAt, 120) } : phase))
  const venues = [...content.venues.slice(1), { ...content.venues[0]!, intro: '新的介绍' }, { ...content.venues[0]!, slug: 'new', name: '新会场' }].filter(({ slug }) => slug !== 'union')
  expect(contentChanges(content, { phases, venues })).toEqual([
    '「爆发」改为 1月15日 00:00 至 1月18日 02:00，原为 1月15日 00:00 至 1月17日 24:00',
    '取消阶段「预售」',
    '会场「主会场」的内容有修改',
    '新增会场「新会场」',
    '撤下会场「工会专区」',
  ])
  expect(contentChanges({ ...content, phases }, content)).toContain('新增阶段「预售」：12月18日 00:00 至 12月27日 24:00')
  expect(contentChanges(content, { ...content, venues: [...content.venues].reverse() })).toEqual(['会场的顺序有修改'])
})
