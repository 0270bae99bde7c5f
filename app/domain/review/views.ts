import type { Rating, Stars } from '#app/domain/review/review.ts'

export type PictureView = { id: string; width: number; height: number }

/** A review as everybody sees it: nothing of its writer but what they bought. */
export type ReviewView = {
  id: string
  stars: Stars
  /** Null: against the law and not shown, with its pictures. */
  text: string | null
  pictures: PictureView[]
  /** 特级 500 g 袋 */
  bought: string
  /** Of a made-up order of the demo festival. */
  isDemo: boolean
  createdAt: Date
  reply: string | null
}

export type ReviewsOfProduct = { rating: Rating; reviews: ReviewView[] }
