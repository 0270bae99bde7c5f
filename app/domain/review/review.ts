import type { MerchantOrderState } from '#app/domain/order/states.ts'

export const MAX_TEXT = 1_000
export const MAX_REPLY = 500
export const MAX_PICTURES = 4
/** What a telephone makes of a photograph; a little more than most. */
export const MAX_PICTURE_BYTES = 8 * 1024 * 1024
/** Nobody's camera is wider; decoding more would only cost memory. */
export const MAX_PICTURE_SIDE = 12_000
export const MAX_PICTURE_PIXELS = 50_000_000

export type Stars = 1 | 2 | 3 | 4 | 5
export const starWords: Record<Stars, string> = { 5: '很满意', 4: '满意', 3: '一般', 2: '不太好', 1: '不好' }

export type ReviewRefusal = 'not_received' | 'already'

/** Of a line of one's own order, once, when its goods have come. */
export function decideReview(line: { state: MerchantOrderState; received: number; reviewed: boolean }): { ok: true } | { ok: false; reason: ReviewRefusal } {
  if ((line.state !== 'RECEIVED' && line.state !== 'COMPLETED') || line.received < 1) return { ok: false, reason: 'not_received' }
  return line.reviewed ? { ok: false, reason: 'already' } : { ok: true }
}

export type PictureProblem = 'none' | 'bytes' | 'pixels'

/** What can be known of a picture before it is decoded. */
export function checkPicture({ bytes, width, height }: { bytes: number; width: number; height: number }): PictureProblem | null {
  if (bytes > MAX_PICTURE_BYTES) return 'bytes'
  if (width < 1 || height < 1) return 'none'
  return Math.max(width, height) > MAX_PICTURE_SIDE || width * height > MAX_PICTURE_PIXELS ? 'pixels' : null
}

/**
 * The kinds that are decoded at all, by their first bytes: drawings with scripts, documents
 * and everything rare never reach a decoder.
 */
export function isPhotograph(start: Uint8Array): boolean {
  const text = String.fromCharCode(...start.subarray(0, 12))
  return text.startsWith('\xff\xd8\xff') || text.startsWith('\x89PNG\r\n\x1a\n') || (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP')
}

/** How many reviews gave each number of stars. */
export type StarCounts = Readonly<Record<Stars, number>>

export type Rating = { count: number; /** 4.7; null without reviews. */ average: string | null; counts: StarCounts }

/** The average to one decimal, halves up, of all reviews: a hidden one's stars count, too. */
export function ratingOf(counts: StarCounts): Rating {
  const entries = Object.entries(counts).map(([stars, count]) => ({ stars: Number(stars), count }))
  const count = entries.reduce((sum, entry) => sum + entry.count, 0)
  const stars = entries.reduce((sum, entry) => sum + entry.stars * entry.count, 0)
  // In whole tenths: no float decides between 4.4 and 4.5.
  const tenths = count === 0 ? 0 : Math.floor((stars * 20 + count) / (count * 2))
  return { count, average: count === 0 ? null : `${Math.floor(tenths / 10)}.${tenths % 10}`, counts }
}
