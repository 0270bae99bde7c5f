import type { PictureProblem, ReviewRefusal } from '#app/domain/review/review.ts'
import { MAX_PICTURE_BYTES, MAX_PICTURE_SIDE, MAX_PICTURES } from '#app/domain/review/review.ts'

export const TOO_MANY_PICTURES = `最多放 ${MAX_PICTURES} 张照片，请重新选`
export const NOT_STORED = '照片暂时存不下，请稍后再试，也可以先只发文字'

/** @param place of the picture among those sent, from 1 */
export function pictureSentence(problem: PictureProblem, place: number): string {
  switch (problem) {
    case 'none':
      return `第 ${place} 张不是能看的照片，请选 JPG、PNG 或 WebP 格式的，其他照片也请重新选`
    case 'bytes':
      return `第 ${place} 张太大了，每张不超过 ${MAX_PICTURE_BYTES / 1024 / 1024} MB，请换一张，其他照片也请重新选`
    case 'pixels':
      return `第 ${place} 张的尺寸太大，宽和高都不要超过 ${MAX_PICTURE_SIDE} 像素，请换一张，其他照片也请重新选`
  }
}

export function reviewRefusalSentence(reason: ReviewRefusal): string {
  return reason === 'already' ? '这件商品您已经评价过了' : '确认收货以后才能评价'
}
