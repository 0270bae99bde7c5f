import type { PhotoView } from '#app/domain/catalogue/photos.ts'
import type { Fen } from '#app/domain/money.ts'
import { db } from '#app/infra/db.server.ts'
import type { CheckoutState, MerchantOrderState } from '#app/infra/generated/prisma/enums.ts'
import { firstPhotos } from '#app/services/catalogue/list-photos.server.ts'

export type OrderSummary = {
  number: string
  state: CheckoutState
  payableFen: Fen
  placedAt: Date
  dueAt: Date
  merchantOrders: { number: string; state: MerchantOrderState; merchantName: string; lines: { title: string; motif: string; photo: PhotoView | null; quantity: number }[] }[]
}

const PAGE_SIZE = 10

/**
 * A person's orders, or those of a guest's cookie, newest first.
 * @param page from 1
 */
export async function listOrders(
  owner: { userId: string } | { guestHash: string },
  page: number,
): Promise<{ orders: OrderSummary[]; pages: number }> {
  const where = 'userId' in owner ? { userId: owner.userId } : { guestHash: owner.guestHash, userId: null }
  const [total, rows] = await Promise.all([
    db.checkout.count({ where }),
    db.checkout.findMany({
      where,
      orderBy: [{ placedAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      select: {
        number: true,
        state: true,
        payableFen: true,
        placedAt: true,
        dueAt: true,
        merchantOrders: {
          orderBy: { number: 'asc' },
          select: {
            number: true,
            state: true,
            merchant: { select: { name: true } },
            lines: { orderBy: { position: 'asc' }, select: { title: true, motif: true, quantity: true, productSlug: true } },
          },
        },
      },
    }),
  ])
  const photos = await firstPhotos(rows.flatMap(({ merchantOrders }) => merchantOrders.flatMap(({ lines }) => lines.map(({ productSlug }) => productSlug))))
  return {
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    orders: rows.map((row) => ({
      ...row,
      merchantOrders: row.merchantOrders.map(({ merchant, lines, ...order }) => ({
        ...order,
        merchantName: merchant.name,
        lines: lines.map(({ productSlug, ...line }) => ({ ...line, photo: photos[productSlug] ?? null })),
      })),
    })),
  }
}
