import { expect, test } from 'vitest'
import { isRulePage, ruleBlocks, rulePages } from '#app/domain/rules/pages.ts'

test('a text becomes headings, paragraphs and lists', () => {
  expect(ruleBlocks('## 一、退货\n\n可以退。\n寄回即可。\n\n- 七天内\r\n- 原包装\n\n- 另一张单子\n说完了')).toEqual([
    { kind: 'heading', text: '一、退货' },
    { kind: 'paragraph', text: '可以退。寄回即可。' },
    { kind: 'list', items: ['七天内', '原包装'] },
    { kind: 'list', items: ['另一张单子'] },
    { kind: 'paragraph', text: '说完了' },
  ])
})

test('nothing is lost and nothing is markup', () => {
  expect(ruleBlocks('<script>alert(1)</script>\n#一\n-二')).toEqual([{ kind: 'paragraph', text: '<script>alert(1)</script>#一-二' }])
  expect(ruleBlocks(' \n\n')).toEqual([])
})

test('pages are known by their names alone', () => {
  expect(rulePages.map(({ page }) => page)).toEqual(['platform', 'returns', 'complaints', 'privacy'])
  expect(isRulePage('privacy')).toBe(true)
  expect(isRulePage('__proto__')).toBe(false)
})
