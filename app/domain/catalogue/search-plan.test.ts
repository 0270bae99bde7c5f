import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mistypedPlan, searchPlan } from '#app/domain/catalogue/search-plan.ts'
import { searchTerms } from '#app/domain/catalogue/search-terms.ts'

const none = new Map<string, string[]>()

test.each([
  ['two characters', ['灰枣'], ["'t灰枣'", "'a灰枣'"]],
  ['one character', ['枣'], ["'t枣'", "'a枣'"]],
  ['a longer run by its pairs', ['阿拉尔'], ["('t阿拉' & 't拉尔')", "('a阿拉' & 'a拉尔')"]],
  ['every word', ['灰枣', '特级'], ["('t灰枣' & 't特级')", "('a灰枣' & 'a特级')"]],
  ['a number is whole', ['185'], ["'t185'", "'a185'"]],
  ['letters are a word, initials or readings', ['hz'], ["('thz':* | 'ihz':* | 'phz':*)", "('ahz':* | 'ihz':* | 'phz':*)"]],
  ['long letters are no initials', ['huizaoy'], ["('thuizaoy':* | 'phuizaoy':*)", "('ahuizaoy':* | 'phuizaoy':*)"]],
  ['one letter begins initials', ['x'], ["('tx' | 'ix':*)", "('ax' | 'ix':*)"]],
  ['scripts that touch', ['核桃185'], ["('t核桃' & 't185')", "('a核桃' & 'a185')"]],
  ['a regiment is that regiment alone', ['一团'], ["'w一团'"]],
  ['no words, nothing', [], []],
])('%s', (_, words, plan) => {
  expect(searchPlan(words, none)).toEqual(plan)
})

test('words that mean the same come last', () => {
  expect(searchPlan(['大枣', '礼盒'], new Map([['大枣', ['红枣', '骏枣']]]))).toEqual([
    "('t大枣' & 't礼盒')",
    "('a大枣' & 'a礼盒')",
    "(('a大枣' | 'a红枣' | 'a骏枣') & 'a礼盒')",
  ])
})

test('one wrong, missing or superfluous character of the longest word', () => {
  expect(mistypedPlan(['吊于杏'])).toBe("('t于杏' | ('t吊' & 't杏') | 't吊于' | ('t吊' & 't于杏') | ('t吊于' & 't杏'))")
  expect(mistypedPlan(['灰早'])).toBeNull()
  expect(mistypedPlan(['hzao'])).toBeNull()
  expect(mistypedPlan(['吊于杏', '一级'])).toMatch(/ & 'a一级'\)$/)
})

const sign = fc.oneof(fc.constantFrom(...'灰枣红团十一 %_\'"\\:*&|!()<>🎁\0ahz19.，'), fc.nat(0xffff).map((code) => String.fromCharCode(code)))

test('whatever is typed makes a query of quoted tokens and nothing else', () => {
  const shape = /^(?:'[tawpi][\p{Script=Han}a-z0-9.]+'(?::\*)?|[()&| ])+$/u
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 60 }).map((signs) => signs.join('')), (query) => {
      const words = searchTerms(query)
      for (const tier of [...searchPlan(words, none), mistypedPlan(words)]) if (tier) expect(tier).toMatch(shape)
    }),
  )
})
