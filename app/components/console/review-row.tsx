import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Card } from '#app/components/ui/card.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { formatInstantChinese } from '#app/domain/time.ts'

export type ReviewRowView = {
  id: string
  stars: number
  text: string
  state: 'PUBLISHED' | 'HIDDEN_LEGAL'
  hiddenReason: string | null
  reply: string | null
  createdAt: Date
  title: string
  bought: string
  slug: string
  orderNumber: string
  shop: string
  pictures: { id: string }[]
}

/** A review at a desk, as it was written, with what the desk may do with it below. */
export function ReviewRow({ review, ofShop = false, children }: { review: ReviewRowView; ofShop?: boolean; children?: ReactNode }) {
  return (
    <Card as="li">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="font-semibold">
          <Link to={`/products/${review.slug}`} reloadDocument className="no-underline hover:text-cinnabar">{review.title}</Link>
          <span className="ml-2 text-sm font-normal text-ink-2">{review.bought}</span>
        </h2>
        <span className="text-sm text-ink-2">{formatInstantChinese(new Date(review.createdAt))}</span>
      </div>
      <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-ink-2">
        <Tag tone={review.stars >= 4 ? 'leaf' : review.stars === 3 ? 'poplar' : 'cinnabar'}>{review.stars} 星</Tag>
        {review.state === 'HIDDEN_LEGAL' ? <Tag>依法不展示</Tag> : null}
        <span className="tabular-nums">{ofShop ? `${review.shop} · ` : ''}订单 {review.orderNumber}</span>
      </p>
      <p dir="auto" className="mt-2 wrap-anywhere whitespace-pre-line">{review.text || <span className="text-ink-2">只打了星，没有写字</span>}</p>
      {review.pictures.length > 0 && review.state === 'PUBLISHED' ? (
        <ul className="mt-2 flex gap-2">
          {review.pictures.map((picture, index) => (
            <li key={picture.id}>
              <a href={`/review-pictures/${picture.id}.webp`}>
                <img src={`/review-pictures/${picture.id}-small.webp`} width={64} height={64} loading="lazy" alt={`买家照片 ${index + 1}`} className="size-16 rounded-control border border-line object-cover" />
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {review.hiddenReason ? <p className="mt-2 text-sm text-ink-2">不展示的理由：{review.hiddenReason}</p> : null}
      {review.reply ? <p dir="auto" className="mt-2 rounded-control bg-paper px-3 py-2 text-sm wrap-anywhere whitespace-pre-line">卖家回复：{review.reply}</p> : null}
      {children}
    </Card>
  )
}
