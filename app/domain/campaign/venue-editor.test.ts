import { expect, test } from 'vitest'
import type { Venue } from '#app/domain/campaign/content.ts'
import { defaultVenues } from '#app/domain/campaign/default-venues.ts'
import { readVenue, venueFields, venueValues } from '#app/domain/campaign/venue-editor.ts'

const venue: Venue = {
  slug: 'dates', name: '红枣馆', intro: '灰枣和骏枣', motif: 'jujube',
  rules: [{ label: '贵的', categoryId: 'dates', regimentId: 'r14', goodsType: 'DRIED', merchantId: 'm1', bundle: false, fromFen: 8_000, untilFen: 12_050, enrolled: true }, { label: '全部' }],
  pins: [{ productId: 'a', paid: true, note: '河沿枣园' }, { productId: 'b', paid: false, note: '' }],
}

test.each([venue, ...defaultVenues([{ id: 'r05', name: '五团', town: '沙河镇' }])])('$name is read back as it was', (one) => {
  const values = venueValues(one)
  expect(Object.keys(values).filter((field) => !venueFields.includes(field))).toEqual([])
  expect(readVenue(values)).toEqual({ ok: true, venue: one })
})

test.each([
  ['name', '', '请填写会场名称'],
  ['rules.0.label', '', '请填写这一组的标题'],
  ['rules.0.fromFen', '八十', '最低价请填数字，最多两位小数'],
])('%s: %j', (field, typed, sentence) => {
  expect(readVenue({ ...venueValues(venue), [field]: typed })).toEqual({ ok: false, problems: { [field]: sentence } })
})
