import { expect, test } from 'vitest'
import { readSynonyms, searchWord } from '#app/domain/catalogue/synonyms.ts'

test.each([
  [' 红枣 ', '红枣'],
  ['ＨＺ', 'hz'],
  ['185', '185'],
  ['红枣 灰枣', null],
  ['红枣！', null],
  ['', null],
  ['🎁', null],
  ['枣'.repeat(13), null],
])('%j as a word is %j', (text, word) => {
  expect(searchWord(text)).toBe(word)
})

test('a word and what also answers to it, each once', () => {
  expect(readSynonyms({ word: '大枣', also: '红枣、骏枣，红枣  灰枣' })).toEqual({ ok: true, word: '大枣', also: ['红枣', '骏枣', '灰枣'] })
})

test.each([
  ['', '红枣', { word: '请填一个词，最多 12 个字' }],
  ['大枣', ' 、', { also: '请填至少一个词' }],
  ['大枣', '红枣、🎁', { also: '“🎁”不是一个词' }],
  ['大枣', '红枣、大枣', { also: '不用再写这个词自己' }],
  ['大枣', Array.from({ length: 21 }, (_, n) => `a${'b'.repeat(n % 9)}${'c'.repeat(Math.floor(n / 9))}`).join(' '), { also: '最多 20 个词' }],
])('%j with %j: %j', (word, also, problems) => {
  expect(readSynonyms({ word, also })).toEqual({ ok: false, problems })
})
