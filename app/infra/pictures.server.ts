import sharp from 'sharp'
import type { ResizeOptions } from 'sharp'
import type { PictureProblem } from '#app/domain/review/review.ts'
import { checkPicture, isPhotograph, MAX_PICTURE_PIXELS } from '#app/domain/review/review.ts'

// A picture that somebody sent is only read: what is kept and shown is a new one, made of its
// pixels alone. Place, camera and whatever else hung on it are not taken over.

export const LARGE_SIDE = 1_600
export const SMALL_SIDE = 240

export type MadePicture = { large: Buffer; small: Buffer; width: number; height: number }
export type PictureAnswer = { ok: true; picture: MadePicture } | { ok: false; problem: PictureProblem }

// One core a picture and nothing kept: pictures are rare, and the shop goes on beside them.
sharp.concurrency(1)
sharp.cache(false)

const DECODE_SECONDS = 10
let turn: Promise<unknown> = Promise.resolve()

/** Makes the two sizes that are shown. One at a time in a process, so that memory has a bound. */
export function makePicture(sent: Buffer): Promise<PictureAnswer> {
  const mine = turn.then(() => make(sent))
  turn = mine.catch(() => undefined)
  return mine
}

async function make(sent: Buffer): Promise<PictureAnswer> {
  if (!isPhotograph(sent.subarray(0, 12))) return { ok: false, problem: 'none' }
  try {
    const { width, height } = await sharp(sent, { limitInputPixels: false }).metadata()
    const problem = checkPicture({ bytes: sent.length, width, height })
    if (problem) return { ok: false, problem }
    const { data: large, info } = await draw(sent, { width: LARGE_SIDE, height: LARGE_SIDE, fit: 'inside', withoutEnlargement: true })
    const { data: small } = await draw(large, { width: SMALL_SIDE, height: SMALL_SIDE, fit: 'cover' })
    return { ok: true, picture: { large, small, width: info.width, height: info.height } }
  } catch {
    // Half a file, or no picture behind the right first bytes: the decoder's own words say no more to a person.
    return { ok: false, problem: 'none' }
  }
}

function draw(from: Buffer, size: ResizeOptions) {
  return sharp(from, { limitInputPixels: MAX_PICTURE_PIXELS, failOn: 'error' })
    .timeout({ seconds: DECODE_SECONDS })
    .autoOrient()
    .resize(size)
    .toColourspace('srgb')
    .webp({ quality: 78 })
    .toBuffer({ resolveWithObject: true })
}
