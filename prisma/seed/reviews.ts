import { addMinutes } from '#app/domain/time.ts'
import { db, queryNamed } from '#app/infra/db.server.ts'
import { stableId } from '#prisma/seed/stable-id.ts'

// Said of made-up orders, and marked as such wherever it is shown: pages of reviews
// have something to show, with all the stars there are.
const said: readonly { stars: number; texts: readonly string[] }[] = [
  { stars: 5, texts: ['个头匀，味道甜，给爸妈也寄了一份。', '包装很结实，路上没有压坏。', '比去年买的还好，已经推荐给同事。', '', '干净，没有碎的，孩子抢着吃。'] },
  { stars: 4, texts: ['味道不错，就是袋子小了点。', '挺好的，快递比说的晚了半天，卖家提前打了招呼。', ''] },
  { stars: 3, texts: ['一般，和超市的差不多。'] },
  { stars: 2, texts: ['有几个是坏的，联系卖家后补了。'] },
]
const replies = ['谢谢您，新一批也上架了，欢迎再来。', '谢谢您告诉我们，已经请仓库改进包装。']

/** One received line in so many is reviewed. */
const EVERY = 5
/** Of the named shoppers' orders none is: those who look at the demo write them. */
const lines = `
  select l.id, l.merchant_id as "merchantId", s.product_id as "productId", o.received_at as "receivedAt"
    from order_line l join merchant_order o on o.id = l.merchant_order_id join checkout c on c.id = o.checkout_id join sku s on s.id = l.sku_id
   where o.state = 'RECEIVED' and c.is_synthetic and c.user_id is null and l.received > 0 order by l.id`

/** Reviews of past orders, once. @param now the end of the past */
export async function seedReviews(now: Date): Promise<void> {
  if ((await db.review.count()) > 0) return
  const received = await queryNamed<{ id: string; merchantId: string; productId: string; receivedAt: Date }>('seed-received', lines, [])
  const chosen = received.filter((_, place) => place % EVERY === 0)
  const rows = chosen.map(({ id, merchantId, productId, receivedAt }, place) => {
    // Mostly content, as buyers of such goods are: of seven two give four stars, one less.
    const { stars, texts } = said[place % 7 < 4 ? 0 : place % 7 < 6 ? 1 : place % 2 === 0 ? 2 : 3]!
    const createdAt = new Date(Math.min(addMinutes(receivedAt, 60 + (place % 40) * 90).getTime(), now.getTime() - 60_000))
    const reply = place % 4 === 0 ? replies[stars > 3 ? 0 : 1]! : null
    return { id: stableId(`review:${id}`), lineId: id, merchantId, productId, stars, text: texts[place % texts.length]!, createdAt, reply, repliedAt: reply ? createdAt : null }
  })
  await db.review.createMany({ data: rows })
}
