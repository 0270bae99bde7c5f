import { forbiddenWord } from '#app/domain/catalogue/listing.ts'
import type { PictureProblem } from '#app/domain/review/review.ts'
import { pictureSentence } from '#app/domain/review/words.ts'

// A merchant's photographs of their goods. Without one, the paper-cut stands in.

/** `width` and `height` are those of the largest that was made of it. */
export type PhotoView = { id: string; width: number; height: number }
export type DescribedPhoto = PhotoView & { /** In the merchant's words; may be empty. */ alt: string }

export const MAX_PHOTOS = 6
export const MAX_ALT = 40

/** For a card on a phone, a card on a sharp screen, and the product's own page. */
const WIDTHS = [360, 720, 1_080] as const
export const MAX_PHOTO_WIDTH = 1_080
/** Upright 2 : 3 at full width; what is longer than that becomes narrower. */
export const MAX_PHOTO_HEIGHT = 1_620

/** The widths that are kept of a photograph: none is wider than it was. */
export const photoWidths = (width: number): number[] => [...WIDTHS.filter((step) => step < width), width]

export const photoFormats = ['avif', 'webp'] as const
export type PhotoFormat = (typeof photoFormats)[number]

/** How it lies on the disk, and what its address ends in. */
export const photoName = (id: string, width: number, format: PhotoFormat): string => `${id}-${width}.${format}`
export const photoUrl = (id: string, width: number, format: PhotoFormat): string => `/photos/${photoName(id, width, format)}`

const NAME = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})-([1-9]\d{0,3})\.(avif|webp)$/

/** What a name asks for; null for what is no name of a photograph. */
export function readPhotoName(name: string): { id: string; width: number; format: PhotoFormat } | null {
  const [, id, width, format] = NAME.exec(name) ?? []
  return id ? { id, width: Number(width), format: format as PhotoFormat } : null
}

export type AddingRefusal = 'none_chosen' | 'too_many'

/** @param have photographs of the listing already, @param more that are sent */
export function decideAdding(have: number, more: number): { ok: true } | { ok: false; reason: AddingRefusal } {
  if (more === 0) return { ok: false, reason: 'none_chosen' }
  return have + more > MAX_PHOTOS ? { ok: false, reason: 'too_many' } : { ok: true }
}

export type PhotoMove = 'first' | 'earlier'

/** The order after one was moved; one that is at the front already stays there. */
export function movePhoto(ids: readonly string[], id: string, move: PhotoMove): string[] {
  const place = ids.indexOf(id)
  if (place < 1) return [...ids]
  const rest = ids.filter((other) => other !== id)
  return rest.toSpliced(move === 'first' ? 0 : place - 1, 0, id)
}

/** What is wrong with a description; null where nothing is. */
export function altProblem(alt: string): string | null {
  const found = forbiddenWord(alt)
  return found && `不能使用“${found.word}”：${found.why}`
}

/** What is said of a photograph to those who do not see it. */
export const photoAlt = (photo: Pick<DescribedPhoto, 'alt'>, title: string, place: number): string => photo.alt || `${title}，照片 ${place}`

export function addingSentence(refusal: { reason: AddingRefusal } | { reason: 'picture'; problem: PictureProblem; place: number }, have: number): string {
  switch (refusal.reason) {
    case 'none_chosen':
      return '请先选照片'
    case 'too_many':
      return have >= MAX_PHOTOS ? `已经有 ${MAX_PHOTOS} 张了，先删一张再加` : `每个商品最多 ${MAX_PHOTOS} 张，还可以加 ${MAX_PHOTOS - have} 张，请重新选`
    case 'picture':
      return pictureSentence(refusal.problem, refusal.place)
  }
}
