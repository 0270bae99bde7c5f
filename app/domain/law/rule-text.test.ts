import { expect, test } from 'vitest'
import { ruleTextRefusal } from '#app/domain/law/rule-text.ts'

test.each([
  '本活动最终解释权归平台所有',
  '最 终 解 释 权',
  '最·终·解·释·权',
  '最\u200b终解释权',
  '平台拥有最终解释的权利',
  '解释权属于主办方',
  '平台保留解释的权利',
])('R-29: %j is refused, however it is written', (text) => {
  expect(ruleTextRefusal(text)).toContain('最终解释权')
})

test.each([
  ['特价商品概不退换', '概不退换'],
  ['一经售出不退', '概不退换'],
  ['发货前合同不成立', '发货才成立'],
  ['是否成交以发货为准', '发货才成立'],
])('R-29: %j takes a right away and is refused', (text, word) => {
  expect(ruleTextRefusal(text)).toContain(word)
})

test.each(['对规则有疑问时，请拨打平台电话，我们向您解释。', '鲜活商品坏果包赔。', '质量问题照常退换。', ''])('R-29: %j may stand', (text) => {
  expect(ruleTextRefusal(text)).toBe(null)
})
