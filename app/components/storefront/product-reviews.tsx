import { StarRow } from '#app/components/storefront/stars.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { DemoMark } from '#app/components/ui/tag.tsx'
import type { Rating, Stars } from '#app/domain/review/review.ts'
import type { ReviewsOfProduct, ReviewView } from '#app/domain/review/views.ts'
import { dayWords } from '#app/domain/shipping/words.ts'
import { businessDate } from '#app/domain/time.ts'

export const pictureUrl = (id: string, small = false): string => `/review-pictures/${id}${small ? '-small' : ''}.webp`

const fromBest: readonly Stars[] = [5, 4, 3, 2, 1]

/** The average beside what it is made of: how many gave each number of stars. */
export function RatingSummary({ rating }: { rating: Rating }) {
  if (rating.average === null) return null
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2 sm:gap-x-8">
      <p className="shrink-0 text-center">
        <span className="block font-serif text-3xl font-bold text-cinnabar tabular-nums">{rating.average}</span>
        <span className="text-xs text-ink-2">{rating.count} 条评价</span>
      </p>
      <dl className="grid min-w-0 flex-1 basis-40 gap-0.5 text-xs text-ink-2">
        {fromBest.map((stars) => (
          <div key={stars} className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-2">
            <dt className="whitespace-nowrap">{stars} 星</dt>
            <dd className="contents">
              <progress value={rating.counts[stars]} max={rating.count} aria-hidden="true" className="rating-bar" />
              <span className="text-right tabular-nums">{rating.counts[stars]}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

export function ReviewItem({ review }: { review: ReviewView }) {
  const day = businessDate(review.createdAt)
  return (
    <li className="py-4 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-0.5">
        <StarRow stars={review.stars} />
        <span className="text-xs text-ink-2">
          {review.isDemo ? <DemoMark className="mr-2" /> : null}
          <time dateTime={day}>{day.slice(0, 4)}年{dayWords(day)}</time>
        </span>
      </p>
      <p className="text-xs text-ink-2">已购：{review.bought}</p>
      {review.text === null ? (
        <p className="mt-1.5 text-sm text-ink-2">这条评价的内容依照法律规定不予展示，星级仍然计入。</p>
      ) : review.text ? (
        <p dir="auto" className="mt-1.5 wrap-anywhere whitespace-pre-line">{review.text}</p>
      ) : null}
      {review.pictures.length > 0 ? (
        <ul className="mt-2.5 flex flex-wrap gap-2">
          {review.pictures.map((picture, index) => (
            <li key={picture.id}>
              <a href={pictureUrl(picture.id)} className="block rounded-control">
                <img src={pictureUrl(picture.id, true)} width={88} height={88} loading="lazy" alt={`买家照片 ${index + 1}，点开看大图`} className="size-20 rounded-control border border-line object-cover sm:size-22" />
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {review.reply ? (
        <div className="mt-2.5 rounded-control bg-paper px-3.5 py-2.5 text-sm">
          <p className="font-semibold">卖家回复</p>
          <p dir="auto" className="wrap-anywhere whitespace-pre-line text-ink-2">{review.reply}</p>
        </div>
      ) : null}
    </li>
  )
}

/** On the product's own page: the average, the newest few, and the way to all. */
export function ProductReviews({ slug, reviews: { rating, reviews } }: { slug: string; reviews: ReviewsOfProduct }) {
  return (
    <Card labelledBy="reviews" className="mt-5 md:mt-6">
      <SectionHeading id="reviews" title="买家评价" note="只有收到货的买家能评价，按时间排列，不删不改" />
      {rating.count === 0 ? (
        <p className="text-sm text-ink-2">还没有人评价。收到货的买家可以在订单页写下第一条。</p>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5 md:grid-cols-[16rem_1fr] md:gap-8">
          <RatingSummary rating={rating} />
          <div className="min-w-0">
            <ul className="divide-y divide-line">
              {reviews.map((review) => (
                <ReviewItem key={review.id} review={review} />
              ))}
            </ul>
            {rating.count > reviews.length ? (
              <LinkButton to={`/products/${slug}/reviews`} tone="quiet" size="sm" className="mt-4">
                看全部 {rating.count} 条评价
              </LinkButton>
            ) : null}
          </div>
        </div>
      )}
    </Card>
  )
}
