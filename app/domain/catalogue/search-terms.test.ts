import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runsOf, searchTerms } from '#app/domain/catalogue/search-terms.ts'

test.each([
  ['', []],
  ['   ', []],
  ['红枣', ['红枣']],
  [' 灰枣  特级 ', ['灰枣', '特级']],
  ['Hz，hz', ['hz']],
  ['ＨＺ', ['hz']],
  ["xi'an", ['xian']],
  ['a b c d e f', ['a', 'b', 'c', 'd', 'e']],
  ['14团', ['十四团']],
  ['10团 7团', ['十团', '七团']],
  ['20团', ['20团']],
  ['%', []],
  ['_ 红枣 %', ['红枣']],
  ['🎁', []],
  ['<b>枣</b>', ['<b>枣<', 'b>']],
])('the words of %j', (query, words) => {
  expect(searchTerms(query)).toEqual(words)
})

test('a long query is cut', () => {
  expect(searchTerms('枣'.repeat(500))).toEqual(['枣'.repeat(40)])
})

test.each([
  ['核桃185', ['核桃', '185']],
  ['1.8m四件套', ['1.8', 'm', '四件套']],
  ['<b>枣', ['b', '枣']],
  ['🎁%_', []],
])('the runs of %j', (word, runs) => {
  expect(runsOf(word)).toEqual(runs)
})

const sign = fc.oneof(fc.constantFrom(...'灰枣红团十一 %_\'"\\:*&|!()<>🎁\0ahz19.，'), fc.nat(0xffff).map((code) => String.fromCharCode(code)))

test('whatever is typed gives at most five words of at most 40 signs', () => {
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 80 }).map((signs) => signs.join('')), (query) => {
      const words = searchTerms(query)
      expect(words.length).toBeLessThanOrEqual(5)
      for (const word of words) {
        expect(word.length).toBeLessThanOrEqual(40)
        expect(runsOf(word).length).toBeGreaterThan(0)
      }
    }),
  )
})
