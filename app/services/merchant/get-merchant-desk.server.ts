import type { Fen } from '#app/domain/money.ts'
import { addDays, businessDate } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import { env } from '#app/infra/env.server.ts'

/** What every page of the merchant's console shows. */
export async function getMerchantFrame(merchantId: string) {
  const [merchant, toShip] = await Promise.all([
    db.merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { name: true, status: true, statusReason: true } }),
    db.merchantOrder.count({ where: { merchantId, state: { in: ['TO_SHIP', 'PART_SHIPPED'] } } }),
  ])
  return { ...merchant, toShip, demo: env().appMode !== 'production' }
}

/** The merchant's own morning: what waits, what runs out, what was sold. `now` is business time. */
export async function getMerchantDesk(merchantId: string, now: Date) {
  const today = businessDate(now)
  const since = addDays(today, -6)
  const [oldest, inReview, stock, sales] = await Promise.all([
    db.merchantOrder.findFirst({
      where: { merchantId, state: { in: ['TO_SHIP', 'PART_SHIPPED'] } },
      orderBy: { paidAt: 'asc' },
      select: { paidAt: true },
    }),
    db.product.count({ where: { merchantId, status: 'IN_REVIEW' } }),
    db.sku.findMany({
      where: { merchantId, product: { status: 'LISTED' } },
      select: { id: true, code: true, onHand: true, held: true, committed: true, product: { select: { title: true } } },
    }),
    db.$queryRaw<{ day: string; fen: Fen }[]>`
      select to_char(business_date, 'YYYY-MM-DD') as day, sum(goods_fen)::bigint as fen
        from sales_fact where merchant_id = ${merchantId}::uuid and business_date >= ${since}::date
       group by business_date order by business_date`,
  ])
  const byDay = new Map(sales.map(({ day, fen }) => [day, Number(fen)]))
  return {
    today,
    oldestPaidAt: oldest?.paidAt ?? null,
    inReview,
    low: stock
      .map(({ product, ...sku }) => ({ id: sku.id, code: sku.code, title: product.title, free: sku.onHand - sku.held - sku.committed }))
      .filter(({ free }) => free < 50)
      .sort((a, b) => a.free - b.free)
      .slice(0, 8),
    days: Array.from({ length: 7 }, (_, place) => addDays(since, place)).map((day) => ({ day, fen: byDay.get(day) ?? 0 })),
  }
}
