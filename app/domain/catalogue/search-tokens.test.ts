import { expect, test } from 'vitest'
import { pairsOf, searchTokens, titleParts } from '#app/domain/catalogue/search-tokens.ts'

const known: Record<string, string> = { 灰: 'hui', 枣: 'zao', 红: 'hong', 一: 'yi', 级: 'ji', 金: 'jin', 杨: 'yang', 镇: 'zhen' }
const readings = (text: string) => [...text].map((sign) => known[sign] ?? '?')

const words = { title: '灰枣 A1', subtitle: '肉厚核小', grade: '一级', categoryName: '红枣', regimentName: '十四团', town: '金杨镇', merchantName: '河沿枣园' }

test('a listing is found by what is read on it, by its names and by readings', () => {
  expect(searchTokens(words, readings)).toEqual(
    [
      ...['t灰', 't枣', 't灰枣', 'ta', 't1'],
      ...['a灰', 'a枣', 'a灰枣', 'aa', 'a1', 'a红', 'a红枣'],
      ...['a肉厚', 'a厚核', 'a核小', 'a一级', 'a十四', 'a四团', 'a金杨', 'a杨镇', 'a河沿', 'a沿枣', 'a枣园'],
      ...['w灰枣', 'wa1', 'w红枣', 'w十四团', 'w金杨镇', 'w河沿枣园'],
      ...['phuizao', 'pzao', 'ihz', 'iz', 'phongzao', 'pjinyangzhen', 'ijyz'],
    ].sort(),
  )
})

test('long readings are cut where a search asks for their beginning anyway', () => {
  const tokens = searchTokens({ ...words, title: '灰枣灰枣灰枣灰', categoryName: '', town: null }, readings)
  expect(tokens.filter((token) => token.startsWith('i'))).toEqual(['ih', 'ihzh', 'ihzhzh', 'ihzhzhz', 'izh', 'izhzh', 'izhzhzh'])
  expect(tokens.filter((token) => token.startsWith('p')).every((token) => token.length <= 1 + 4 * 3)).toBe(true)
})

test.each([
  ['灰枣', ['灰枣']],
  ['阿拉尔', ['阿拉', '拉尔']],
  ['枣', []],
])('the pairs of %s', (run, pairs) => {
  expect(pairsOf(run)).toEqual(pairs)
})

test('parts of a title are what stands apart', () => {
  expect(titleParts('冰糖心苹果 80–85 mm（家庭装）')).toEqual(['冰糖心苹果', '80–85', 'mm', '家庭装'])
})
