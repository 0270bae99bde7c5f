import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { setLines, widthInEm } from '#app/domain/sharing/set-text.ts'

test('a line ends where it is full, a sign hangs, a number stays whole', () => {
  expect(setLines('灰枣特级礼盒装', { em: 4, most: 3 })).toEqual(['灰枣特级', '礼盒装'])
  expect(setLines('灰枣特级，礼盒', { em: 4, most: 3 })).toEqual(['灰枣特级，', '礼盒'])
  expect(setLines('净含量 500 g', { em: 4, most: 2 })).toEqual(['净含量', '500 g'])
  expect(setLines('  ', { em: 4, most: 2 })).toEqual([])
})

test('what does not fit says so', () => {
  expect(setLines('灰枣特级礼盒装送长辈', { em: 4, most: 2 })).toEqual(['灰枣特级', '礼盒装…'])
})

property.prop([fc.string({ unit: fc.constantFrom('枣', '梨', 'A', '7', ' ', '，', '《') , maxLength: 60 }), fc.integer({ min: 3, max: 20 }), fc.integer({ min: 1, max: 4 })])('no more lines than there is room for', (text, em, most) => {
  const lines = setLines(text, { em, most })
  expect(lines.length).toBeLessThanOrEqual(most)
  for (const line of lines) expect(line).not.toBe('')
  if (!/[A7]{4}/.test(text)) for (const line of lines) expect(widthInEm(line.replace(/[，]+$/, ''))).toBeLessThanOrEqual(em)
})
