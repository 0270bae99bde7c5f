import { expect, test } from 'vitest'
import { decideGiftCard } from '#app/domain/order/gift-card.ts'

test.each([
  ['', null],
  [' \r\n ', null],
  [' 爸妈新年好 ', '爸妈新年好'],
  ['爸妈：\r\n\r\n\r\n新年好！', '爸妈：\n新年好！'],
  ['枣'.repeat(60), '枣'.repeat(60)],
  // A family is one sign to whoever writes it.
  ['👨‍👩‍👧'.repeat(60), '👨‍👩‍👧'.repeat(60)],
])('%j is printed as %j', (typed, text) => {
  expect(decideGiftCard(typed)).toEqual({ ok: true, text })
})

test.each([
  ['枣'.repeat(61), '贺卡最多 60 个字，现在有 61 个'],
  ['好\u0007', '贺卡含有不能识别的字符'],
])('%j is refused', (typed, error) => {
  expect(decideGiftCard(typed)).toEqual({ ok: false, error })
})
