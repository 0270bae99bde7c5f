import { describe, expect, test } from 'vitest'
import { addDays, businessDate } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import { getRule, listRules, noticeVersion } from '#app/services/rules/announced-rules.server.ts'
import { announceRule, getRuleDesk, saveRuleDraft } from '#app/services/rules/write-rules.server.ts'

const actor = { id: '00000000-0000-7000-8000-000000000301', role: 'OPERATOR' }
const now = new Date('2027-01-16T04:00:00Z')
const today = businessDate(now)
const body = '第一条，退货从签收次日起算。\n\n## 二、运费\n- 卖家承诺的按承诺办。'
const by = { actor, now }
const audits = (action: string) => db.auditLog.findMany({ where: { action, subjectType: 'rule_version' }, orderBy: { seq: 'asc' } })
const rows = (page: string) => db.ruleVersion.findMany({ where: { page }, orderBy: { version: 'asc' } })

test('R-29: every page has a first version in force from the start, without a void clause', async () => {
  const rules = await listRules(now)
  expect(rules.map(({ page, inForce }) => [page, inForce?.version])).toEqual([['platform', 1], ['returns', 1], ['complaints', 1], ['privacy', 1]])
})

describe('R-29: a change', () => {
  test('is drafted, announced at least seven days ahead, and counts from its day on; the old one stays readable', async () => {
    const draft = { page: 'returns', body, summary: '写清起算日', ...by } as const
    expect(await saveRuleDraft({ ...draft, revision: 0 })).toEqual({ ok: true })
    expect((await getRule('returns', null, now))?.all.map(({ version }) => version)).toEqual([1])
    expect(await getRule('returns', 2, now)).toBe(null)

    const desk = await getRuleDesk('returns', now)
    expect(desk).toMatchObject({ draft: { version: 2, revision: 1, body }, earliest: '2027-01-23' })
    const announce = { ...draft, revision: 1 }
    expect(await announceRule({ ...announce, effectiveOn: '2027-01-22' })).toEqual({ ok: false, reason: 'too_soon', earliest: '2027-01-23' })
    expect((await rows('returns'))[1]).toMatchObject({ announcedAt: null, effectiveOn: null, revision: 1 })
    expect(await announceRule({ ...announce, effectiveOn: '2027-01-23' })).toEqual({ ok: true })

    expect(await getRule('returns', null, now)).toMatchObject({ version: { version: 1 }, inForce: 1, ahead: [{ version: 2, effectiveOn: '2027-01-23' }] })
    expect((await getRule('returns', 2, now))?.version.body).toBe(body)
    const onItsDay = new Date('2027-01-22T16:00:00Z')
    expect(await getRule('returns', null, new Date(onItsDay.getTime() - 1))).toMatchObject({ inForce: 1 })
    expect(await getRule('returns', null, onItsDay)).toMatchObject({ version: { version: 2 }, inForce: 2, ahead: [] })
    const yearsLater = new Date('2030-01-16T04:00:00Z')
    expect((await getRule('returns', 1, yearsLater))?.version.version).toBe(1)

    expect((await audits('rules.announce')).map(({ subjectId, after, actorId }) => ({ subjectId, after, actorId }))).toEqual([
      { subjectId: 'returns/2', after: { effectiveOn: '2027-01-23', summary: '写清起算日' }, actorId: actor.id },
    ])
    expect((await audits('rules.draft')).map(({ subjectId }) => subjectId)).toEqual(['returns/2'])
  })

  test('that was announced can be neither changed nor deleted, and nothing is announced over it', async () => {
    await expect(db.ruleVersion.updateMany({ where: { page: 'returns', version: 2 }, data: { body: '别的' } })).rejects.toThrow('append-only')
    await expect(db.ruleVersion.deleteMany({ where: { page: 'returns', version: 1 } })).rejects.toThrow('append-only')
    expect(await announceRule({ page: 'returns', body, summary: '再来', revision: 2, effectiveOn: '2027-02-01', ...by })).toEqual({ ok: false, reason: 'changed' })
    // The next one may not overtake it.
    expect((await getRuleDesk('returns', now)).earliest).toBe('2027-01-24')
  })

  test.each([
    ['body', { body: `${body}\n本规则最终解释权归平台。`, summary: '修改' }],
    ['summary', { body, summary: '最 终 解 释 权归平台' }],
  ])('with 最终解释权 in its %s is refused, and nothing is written', async (field, texts) => {
    const before = await rows('complaints')
    const input = { page: 'complaints', ...texts, revision: 0, ...by } as const
    expect(await saveRuleDraft(input)).toMatchObject({ ok: false, reason: 'void_clause', field })
    expect(await announceRule({ ...input, effectiveOn: '2027-03-01' })).toMatchObject({ ok: false, reason: 'void_clause', field })
    expect(await rows('complaints')).toEqual(before)
  })

  test('by two operators at once is saved once; the other is told', async () => {
    const draft = { page: 'platform', body, summary: '修改', ...by } as const
    const first = await Promise.all([saveRuleDraft({ ...draft, revision: 0 }), saveRuleDraft({ ...draft, revision: 0 })])
    expect(first.filter(({ ok }) => ok)).toHaveLength(1)
    const second = await Promise.all([saveRuleDraft({ ...draft, revision: 1, summary: '甲' }), saveRuleDraft({ ...draft, revision: 1, summary: '乙' })])
    expect(second.filter(({ ok }) => ok)).toHaveLength(1)
    const third = await Promise.all([0, 1].map(() => announceRule({ ...draft, revision: 2, effectiveOn: addDays(today, 7) })))
    expect(third.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await rows('platform')).map(({ version, effectiveOn }) => [version, effectiveOn?.toISOString().slice(0, 10)])).toEqual([[1, '2026-11-01'], [2, '2027-01-23']])
  })

  test('R-29: the database itself refuses a notice of six days', async () => {
    const late = { page: 'privacy', version: 2, body, announcedAt: now, effectiveOn: new Date('2027-01-22T00:00:00Z'), updatedAt: now }
    await expect(db.ruleVersion.create({ data: late })).rejects.toThrow('rule_version_seven_days')
    expect(await noticeVersion(now)).toBe(1)
  })
})
