import type { WalletCoupon } from '#app/domain/coupon/views.ts'
import { sortWallet, walletState } from '#app/domain/coupon/wallet.ts'
import { couponTicket } from '#app/domain/coupon/words.ts'
import { db } from '#app/infra/db.server.ts'
import { isCoupon } from '#app/services/coupon/coupon-promotions.server.ts'
import { scopeNames } from '#app/services/coupon/scope-names.server.ts'
import { readDefinition } from '#app/services/promotion/promotion-definition.server.ts'

// More than anybody looks through; the ones that ended longest ago fall out.
const SHOWN = 200

export type Wallet = { live: WalletCoupon[]; past: WalletCoupon[] }

/** A person's coupons, each under the version it was claimed under. */
export async function getWallet({ userId, now }: { userId: string; now: Date }): Promise<Wallet> {
  const rows = await db.coupon.findMany({
    where: { userId },
    orderBy: [{ validUntil: 'desc' }, { id: 'asc' }],
    take: SHOWN,
    include: { promotion: { select: { merchantId: true } }, promotionVersion: { select: { definition: true } } },
  })
  const coupons = rows.flatMap(({ promotion: { merchantId }, promotionVersion, ...row }) => {
    const definition = readDefinition(promotionVersion.definition)
    return isCoupon(definition) ? [{ row, merchantId, definition }] : []
  })
  const [namesOf, orders] = await Promise.all([scopeNames(coupons), orderNumbers(rows.flatMap(({ checkoutId }) => checkoutId ?? []))])
  const entries = coupons.map(({ row, merchantId, definition }) => ({
    coupon: { couponId: row.id, validFrom: row.validFrom, validUntil: row.validUntil, state: row.state },
    state: walletState({ couponId: row.id, ...row }, now),
    ticket: couponTicket(row, definition, namesOf(merchantId), row),
    orderNumber: row.checkoutId === null ? null : (orders.get(row.checkoutId) ?? null),
  }))
  const { live, past } = sortWallet(entries)
  return { live: live.map(asView), past: past.map(asView) }
}

function asView({ coupon: { couponId, validFrom, validUntil }, state, ticket, orderNumber }: Entry): WalletCoupon {
  return { ...ticket, couponId, validFrom, validUntil, state, orderNumber }
}

type Entry = {
  coupon: { couponId: string; validFrom: Date; validUntil: Date }
  state: WalletCoupon['state']
  ticket: ReturnType<typeof couponTicket>
  orderNumber: string | null
}

async function orderNumbers(checkoutIds: readonly string[]): Promise<Map<string, string>> {
  if (checkoutIds.length === 0) return new Map()
  const checkouts = await db.checkout.findMany({ where: { id: { in: [...checkoutIds] } }, select: { id: true, number: true } })
  return new Map(checkouts.map(({ id, number }) => [id, number]))
}
