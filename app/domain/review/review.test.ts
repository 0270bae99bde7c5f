import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import type { MerchantOrderState } from '#app/domain/order/states.ts'
import { checkPicture, decideReview, isPhotograph, ratingOf } from '#app/domain/review/review.ts'

describe('R-22, R-47: a review is of a received line, once', () => {
  test.each<[MerchantOrderState, number, boolean, string | null]>([
    ['RECEIVED', 2, false, null],
    ['COMPLETED', 1, false, null],
    ['RECEIVED', 2, true, 'already'],
    ['RECEIVED', 0, false, 'not_received'],
    ['SHIPPED', 0, false, 'not_received'],
    ['SHIPPED', 1, false, 'not_received'],
    ['PART_SHIPPED', 0, false, 'not_received'],
    ['TO_SHIP', 0, false, 'not_received'],
    ['AWAITING_PAYMENT', 0, false, 'not_received'],
    ['CLOSED', 0, false, 'not_received'],
  ])('%s, %i received, reviewed %s', (state, received, reviewed, reason) => {
    expect(decideReview({ state, received, reviewed })).toEqual(reason === null ? { ok: true } : { ok: false, reason })
  })
})

describe('a picture', () => {
  test.each([
    ['of a telephone', 4_000_000, 4_032, 3_024, null],
    ['as large as may be', 8 * 1024 * 1024, 10_000, 5_000, null],
    ['a byte too large', 8 * 1024 * 1024 + 1, 100, 100, 'bytes'],
    ['30,000 px wide', 200_000, 30_000, 10, 'pixels'],
    ['12,000 px wide', 200_000, 12_000, 10, null],
    ['12,001 px high', 200_000, 10, 12_001, 'pixels'],
    ['with a pixel too many', 200_000, 10_000, 5_001, 'pixels'],
    ['without extent', 200_000, 0, 10, 'none'],
  ])('%s', (_, bytes, width, height, problem) => {
    expect(checkPicture({ bytes, width, height })).toBe(problem)
  })

  test.each([
    ['JPEG', '\xff\xd8\xff\xe1....Exif', true],
    ['PNG', '\x89PNG\r\n\x1a\n\0\0\0\r', true],
    ['WebP', 'RIFF\x10\0\0\0WEBPVP8 ', true],
    ['sound in the same envelope', 'RIFF\x10\0\0\0WAVEfmt ', false],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg">', false],
    ['a page', '<!doctype html>', false],
    ['GIF', 'GIF89a', false],
    ['a document', '%PDF-1.7', false],
    ['nothing', '', false],
    ['half a JPEG sign', '\xff\xd8', false],
  ])('%s is told by its first bytes', (_, text, expected) => {
    expect(isPhotograph(Uint8Array.from(text, (sign) => sign.charCodeAt(0)))).toBe(expected)
  })
})

describe('the average', () => {
  test.each([
    ['no reviews', [0, 0, 0, 0, 0], null],
    ['one of five', [0, 0, 0, 0, 1], '5.0'],
    ['four and five', [0, 0, 0, 1, 1], '4.5'],
    ['halves of a tenth go up', [0, 0, 0, 11, 9], '4.5'],
    ['4.449 is 4.4', [0, 0, 0, 551, 449], '4.4'],
    ['all ones', [9, 0, 0, 0, 0], '1.0'],
  ])('of %s', (_, [one, two, three, four, five], average) => {
    expect(ratingOf({ 1: one!, 2: two!, 3: three!, 4: four!, 5: five! }).average).toBe(average)
  })

  property.prop([fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 300 })])('is within half a tenth of the sum of all stars', (stars) => {
    const counts = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 }
    for (const one of stars) counts[one as 1] += 1
    const rating = ratingOf(counts)
    expect(rating.count).toBe(stars.length)
    expect(Math.abs(Number(rating.average) - stars.reduce((sum, one) => sum + one, 0) / stars.length)).toBeLessThanOrEqual(0.05 + 1e-9)
    expect(rating.average).toMatch(/^[1-5]\.\d$/)
  })
})
