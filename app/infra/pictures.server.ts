import sharp from 'sharp'
import type { ResizeOptions } from 'sharp'
import type { PhotoFormat } from '#app/domain/catalogue/photos.ts'
import { MAX_PHOTO_HEIGHT, MAX_PHOTO_WIDTH, photoFormats, photoWidths } from '#app/domain/catalogue/photos.ts'
import type { PictureProblem } from '#app/domain/review/review.ts'
import { checkPicture, isPhotograph, MAX_PICTURE_PIXELS } from '#app/domain/review/review.ts'

// A picture that somebody sent is only read: what is kept and shown is a new one, made of its
// pixels alone. Place, camera and whatever else hung on it are not taken over.

export const LARGE_SIDE = 1_600
export const SMALL_SIDE = 240

/** Of a review. */
export type MadePicture = { large: Buffer; small: Buffer; width: number; height: number }
/** Of goods: in every width and format that pages offer. */
export type MadePhoto = { width: number; height: number; files: { width: number; format: PhotoFormat; bytes: Buffer }[] }

type Answer<Made> = { ok: true; picture: Made } | { ok: false; problem: PictureProblem }
export type PictureAnswer = Answer<MadePicture>
export type PhotoAnswer = Answer<MadePhoto>

// One core a picture and nothing kept: pictures are rare, and the shop goes on beside them.
sharp.concurrency(1)
sharp.cache(false)

const DECODE_SECONDS = 10
let turn: Promise<unknown> = Promise.resolve()

/** Makes the two sizes that a review shows. */
export const makePicture = (sent: Buffer): Promise<PictureAnswer> => inTurn(() => make(sent, drawPicture))

/** Makes all that pages offer of a photograph of goods. */
export const makePhoto = (sent: Buffer): Promise<PhotoAnswer> => inTurn(() => make(sent, drawPhoto))

/** One at a time in a process, so that memory has a bound. */
function inTurn<Made>(work: () => Promise<Answer<Made>>): Promise<Answer<Made>> {
  const mine = turn.then(work)
  turn = mine.catch(() => undefined)
  return mine
}

async function make<Made>(sent: Buffer, draw: (sent: Buffer) => Promise<Made>): Promise<Answer<Made>> {
  if (!isPhotograph(sent.subarray(0, 12))) return { ok: false, problem: 'none' }
  try {
    const { width, height } = await sharp(sent, { limitInputPixels: false }).metadata()
    const problem = checkPicture({ bytes: sent.length, width, height })
    return problem ? { ok: false, problem } : { ok: true, picture: await draw(sent) }
  } catch {
    // Half a file, or no picture behind the right first bytes: the decoder's own words say no more to a person.
    return { ok: false, problem: 'none' }
  }
}

/** What was sent, standing upright, as it will be drawn in the size asked for. */
const upright = (sent: Buffer, size: ResizeOptions) =>
  sharp(sent, { limitInputPixels: MAX_PICTURE_PIXELS, failOn: 'error' }).timeout({ seconds: DECODE_SECONDS }).autoOrient().resize(size).toColourspace('srgb')

async function drawPicture(sent: Buffer): Promise<MadePicture> {
  const webp = (from: Buffer, size: ResizeOptions) => upright(from, size).webp({ quality: 78 }).toBuffer({ resolveWithObject: true })
  const { data: large, info } = await webp(sent, { width: LARGE_SIDE, height: LARGE_SIDE, fit: 'inside', withoutEnlargement: true })
  const { data: small } = await webp(large, { width: SMALL_SIDE, height: SMALL_SIDE, fit: 'cover' })
  return { large, small, width: info.width, height: info.height }
}

/** Decoded once, and then drawn size by size, one after the other. */
async function drawPhoto(sent: Buffer): Promise<MadePhoto> {
  const { data, info } = await upright(sent, { width: MAX_PHOTO_WIDTH, height: MAX_PHOTO_HEIGHT, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const files: MadePhoto['files'] = []
  for (const step of photoWidths(width))
    for (const format of photoFormats) {
      const sized = sharp(data, { raw: { width, height, channels } }).timeout({ seconds: DECODE_SECONDS }).resize({ width: step })
      // Little effort: a person waits for the answer, and more of it would save a tenth of the bytes.
      const drawn = format === 'avif' ? sized.avif({ quality: 52, effort: 2, chromaSubsampling: '4:2:0' }) : sized.webp({ quality: 76 })
      files.push({ width: step, format, bytes: await drawn.toBuffer() })
    }
  return { width, height, files }
}
