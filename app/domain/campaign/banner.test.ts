import { expect, test } from 'vitest'
import { phaseBanner } from '#app/domain/campaign/banner.ts'
import { defaultPhases } from '#app/domain/campaign/phases.ts'

test.each([
  ['2027-01-14 12:00:00', '爆发', '1月15日 00:00 至 1月17日 24:00', '还有 1 天开始', '2027-01-15 00:00:00'],
  ['2027-01-14 23:59:59', '爆发', '1月15日 00:00 至 1月17日 24:00', '还有 1 天开始', '2027-01-15 00:00:00'],
  ['2027-01-15 00:00:00', '爆发', '1月17日 24:00 结束', '还有 2 天结束', '2027-01-18 00:00:00'],
  ['2027-01-16 12:00:00', '爆发', '1月17日 24:00 结束', '还有 1 天结束', '2027-01-18 00:00:00'],
  ['2027-01-17 23:59:59', '爆发', '今天 24:00 结束', '今天结束', '2027-01-18 00:00:00'],
  ['2027-01-18 00:00:00', '直发截单', '1月25日 18:00 截单', '还有 7 天截单', '2027-01-25 18:00:00'],
  ['2027-01-25 17:59:59', '直发截单', '今天 18:00 截单', '今天截单', '2027-01-25 18:00:00'],
  ['2027-01-25 18:00:00', '前置仓截单', '1月31日 18:00 截单', '还有 6 天截单', '2027-01-31 18:00:00'],
  ['2027-02-04 12:00:00', '春节', '2月5日 00:00 至 2月12日 24:00', '还有 1 天开始', '2027-02-05 00:00:00'],
])('at %s: %s, %s, %s', (at, title, when, left, until) => {
  const instant = (text: string) => new Date(`${text.replace(' ', 'T')}+08:00`)
  expect(phaseBanner(defaultPhases(2027), instant(at))).toMatchObject({ title, when, left, until: instant(until) })
})

test('after everything there is nothing to say', () => {
  expect(phaseBanner(defaultPhases(2027), new Date('2027-03-23T00:00:00+08:00'))).toBe(null)
})
