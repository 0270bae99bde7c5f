import { expect, test } from 'vitest'
import { containsPattern, searchTerms } from '#app/domain/catalogue/search-terms.ts'

test.each([
  ['', []],
  ['   ', []],
  ['红枣', ['红枣']],
  [' 灰枣  特级 ', ['灰枣', '特级']],
  ['Hz，hz', ['hz']],
  ['ＨＺ', ['hz']],
  ['a b c d e f', ['a', 'b', 'c', 'd', 'e']],
])('the words of %j', (query, words) => {
  expect(searchTerms(query)).toEqual(words)
})

test('a long query is cut', () => {
  expect(searchTerms('枣'.repeat(500))).toEqual(['枣'.repeat(40)])
})

test('wildcards of a word are letters', () => {
  expect(containsPattern('100%_\\')).toBe('%100\\%\\_\\\\%')
})
