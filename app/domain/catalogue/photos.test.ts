import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addingSentence, altProblem, decideAdding, MAX_PHOTO_WIDTH, movePhoto, photoAlt, photoFormats, photoName, photoUrl, photoWidths, readPhotoName } from '#app/domain/catalogue/photos.ts'

const id = '01890000-0000-7000-8000-000000000001'

describe('widths', () => {
  test.each([
    [1_080, [360, 720, 1_080]],
    [1_079, [360, 720, 1_079]],
    [720, [360, 720]],
    [500, [360, 500]],
    [360, [360]],
    [1, [1]],
  ])('of one that is %i wide', (width, widths) => {
    expect(photoWidths(width)).toEqual(widths)
  })

  test('rise, end with its own, and each has one name that is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_PHOTO_WIDTH }), fc.uuid({ version: 7 }), (width, photo) => {
        const widths = photoWidths(width)
        expect(widths).toEqual([...new Set(widths)].sort((a, b) => a - b))
        expect(widths.at(-1)).toBe(width)
        for (const one of widths) for (const format of photoFormats) expect(readPhotoName(photoName(photo, one, format))).toEqual({ id: photo, width: one, format })
      }),
    )
  })
})

test('its address', () => {
  expect(photoUrl(id, 360, 'avif')).toBe(`/photos/${id}-360.avif`)
})

test.each(['', 'x.webp', `${id}.webp`, `${id}-0.webp`, `${id}-0360.webp`, `${id}-360.svg`, `${id}-360.webp.html`, `../${id}-360.webp`, `${id}-99999.webp`, `${id.toUpperCase().replaceAll('0', 'A')}-360.webp`])('%j is no name of one', (name) => {
  expect(readPhotoName(name)).toBe(null)
})

describe('adding', () => {
  test.each([
    [0, 6, { ok: true }],
    [5, 1, { ok: true }],
    [6, 1, { ok: false, reason: 'too_many' }],
    [5, 2, { ok: false, reason: 'too_many' }],
    [0, 7, { ok: false, reason: 'too_many' }],
    [3, 0, { ok: false, reason: 'none_chosen' }],
  ])('to %i another %i', (have, more, decision) => {
    expect(decideAdding(have, more)).toEqual(decision)
  })

  test('says how many there is room for', () => {
    expect(addingSentence({ reason: 'too_many' }, 6)).toBe('已经有 6 张了，先删一张再加')
    expect(addingSentence({ reason: 'too_many' }, 4)).toBe('每个商品最多 6 张，还可以加 2 张，请重新选')
    expect(addingSentence({ reason: 'none_chosen' }, 0)).toBe('请先选照片')
    expect(addingSentence({ reason: 'picture', problem: 'bytes', place: 2 }, 0)).toBe('第 2 张太大了，每张不超过 8 MB，请换一张，其他照片也请重新选')
  })
})

describe('order', () => {
  test.each([
    ['c', 'first', ['c', 'a', 'b']],
    ['c', 'earlier', ['a', 'c', 'b']],
    ['b', 'earlier', ['b', 'a', 'c']],
    ['a', 'first', ['a', 'b', 'c']],
    ['a', 'earlier', ['a', 'b', 'c']],
    ['x', 'first', ['a', 'b', 'c']],
  ] as const)('%s goes %s', (moved, move, order) => {
    expect(movePhoto(['a', 'b', 'c'], moved, move)).toEqual(order)
  })

  test('none is lost, and the others keep theirs', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 6 }), fc.nat(), fc.constantFrom('first' as const, 'earlier' as const), (ids, at, move) => {
        const one = ids[at % ids.length]!
        const after = movePhoto(ids, one, move)
        expect(after.filter((other) => other !== one)).toEqual(ids.filter((other) => other !== one))
        expect(after.indexOf(one)).toBe(move === 'first' ? 0 : Math.max(0, ids.indexOf(one) - 1))
      }),
    )
  })
})

test('R-41: words that an advertisement may not use are not said of a photograph either', () => {
  expect(altProblem('全国第一的灰枣')).toBe('不能使用“第一”：广告法不允许使用绝对化用语')
  expect(altProblem('第一师的灰枣，掰开看核')).toBe(null)
  expect(altProblem('')).toBe(null)
})

test('without a description the title and the place speak', () => {
  expect(photoAlt({ alt: '' }, '灰枣', 2)).toBe('灰枣，照片 2')
  expect(photoAlt({ alt: '掰开的枣' }, '灰枣', 2)).toBe('掰开的枣')
})
