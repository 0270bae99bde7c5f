import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { corrections, nearForms, oneEditApart, partsOf, splitByKnown } from '#app/domain/catalogue/near-word.ts'
import type { KnownWord } from '#app/domain/catalogue/near-word.ts'

const known: KnownWord[] = [
  { word: '灰枣', kind: 'NAME', pinyin: 'huizao', initials: 'hz' },
  { word: '红枣', kind: 'CATEGORY', pinyin: 'hongzao', initials: 'hz' },
  { word: '香梨', kind: 'NAME', pinyin: 'xiangli', initials: 'xl' },
  { word: '阿拉尔灰枣', kind: 'TITLE', pinyin: 'alaerhuizao', initials: 'alehz' },
]

test('forms of a word', () => {
  expect(nearForms('灰枣')).toEqual(['灰枣', '枣', '灰'])
  expect(nearForms('aab')).toEqual(['aab', 'ab', 'aa'])
  expect(nearForms('枣')).toEqual(['枣'])
})

describe('one edit', () => {
  test.each([
    ['灰早', '灰枣', true],
    ['灰', '灰枣', true],
    ['大灰枣', '灰枣', true],
    ['huizoa', 'huizao', true],
    ['huziao', 'huizao', true],
    ['灰枣', '灰枣', false],
    ['会早', '灰枣', false],
    ['huozoa', 'huizao', false],
    ['', '枣', true],
  ])('%s and %s: %s', (a, b, near) => {
    expect([oneEditApart(a, b), oneEditApart(b, a)]).toEqual([near, near])
  })

  property.prop([fc.string({ minLength: 2, maxLength: 8, unit: 'grapheme-ascii' }), fc.nat(7), fc.constantFrom('x', '枣', '')])('words one edit apart share a form', (word, place, sign) => {
    const other = [...word].map((one, at) => (at === place % word.length ? sign : one)).join('')
    if (oneEditApart(word, other) && other) expect(nearForms(word).some((form) => nearForms(other).includes(form))).toBe(true)
    expect(oneEditApart(word, other)).toBe(word !== other)
  })
})

test.each([
  ['灰早', ['灰枣']],
  ['红早', ['红枣']],
  ['早枣', ['灰枣', '红枣']],
  ['xaingli', ['香梨']],
  ['huzao', ['灰枣']],
  ['阿拉尔灰早', ['阿拉尔灰枣']],
  ['枣', []],
  ['hz', []],
])('%s may be %j', (typed, words) => {
  expect(corrections(typed, known)).toEqual(words)
})

test.each([
  ['特级灰枣礼盒', ['特级', '灰枣', '礼盒']],
  ['灰枣送妈妈', ['灰枣', '送妈妈']],
  ['阿拉尔灰枣', ['阿拉尔灰枣']],
  ['苹果', ['苹果']],
])('%s is %j', (run, parts) => {
  expect(splitByKnown(run, new Set(['特级', '灰枣', '礼盒', '阿拉尔灰枣']))).toEqual(parts)
})

test('parts of a run are all its neighbours of two and more', () => {
  expect(partsOf('灰枣礼盒')).toEqual(['灰枣', '灰枣礼', '灰枣礼盒', '枣礼', '枣礼盒', '礼盒'])
  expect(partsOf('枣')).toEqual([])
})
