import { expect, test } from 'vitest'
import { hotWords, rankSuggestions } from '#app/domain/catalogue/suggest.ts'
import type { KnownWord } from '#app/domain/catalogue/near-word.ts'

const known: KnownWord[] = [
  { word: '红枣制品', kind: 'CATEGORY', pinyin: 'hongzaozhipin', initials: 'hzzp' },
  { word: '红枣', kind: 'CATEGORY', pinyin: 'hongzao', initials: 'hz' },
  { word: '灰枣', kind: 'NAME', pinyin: 'huizao', initials: 'hz' },
  { word: '核桃', kind: 'NAME', pinyin: 'hetao', initials: 'ht' },
  { word: '花桥镇', kind: 'PLACE', pinyin: 'huaqiaozhen', initials: 'hqz' },
  { word: '红枣夹核桃', kind: 'TITLE', pinyin: 'hongzaojiahetao', initials: 'hzjht' },
]

test.each([
  ['红', ['红枣', '红枣制品', '红枣夹核桃']],
  ['红枣', ['红枣制品', '红枣夹核桃']],
  ['hz', ['灰枣', '红枣', '红枣制品', '红枣夹核桃']],
  ['hui', ['灰枣']],
  ['h', ['核桃', '灰枣', '红枣', '红枣制品', '红枣夹核桃', '花桥镇']],
  ['苹果', []],
])('after %s come %j', (typed, words) => {
  expect(rankSuggestions(typed, known)).toEqual(words)
})

const sold = [
  { title: '阿拉尔灰枣 一级', units: 5 },
  { title: '冰糖心苹果 礼盒', units: 9 },
  { title: '灰枣 特级 礼盒', units: 6 },
  { title: '香梨 特级', units: 9 },
  { title: '烤馕', units: 0 },
  { title: '没有名字的货', units: 99 },
]
const names = ['灰枣', '苹果', '冰糖心苹果', '香梨', '烤馕']

test('hot is what sold most, by its longest name, the operators’ words first and never what they hid', () => {
  expect(hotWords({ sold, names, pinned: [], hidden: new Set() })).toEqual(['灰枣', '冰糖心苹果', '香梨'])
  expect(hotWords({ sold, names, pinned: ['年货大礼包', '香梨'], hidden: new Set(['灰枣']) })).toEqual(['年货大礼包', '香梨', '冰糖心苹果'])
})

test('eight at most', () => {
  expect(hotWords({ sold: [], names, pinned: [...'一二三四五六七八九十'], hidden: new Set() })).toEqual([...'一二三四五六七八'])
})
