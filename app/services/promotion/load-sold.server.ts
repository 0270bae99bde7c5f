import { promotionOf } from '#app/domain/promotion/definition.ts'
import type { SoldCheckout } from '#app/domain/promotion/take-back.ts'
import type { Allocation } from '#app/domain/promotion/types.ts'
import type { Reader } from '#app/infra/db.server.ts'
import { readDefinition } from '#app/services/promotion/promotion-definition.server.ts'

const borne = { merchantFen: true, platformFen: true, brandFundFen: true, aidFundFen: true } as const

/**
 * A paid checkout with what was frozen of its promotions and what refunds repriced since. A
 * refund that failed counts like any other: its goods are back and its money is still owed.
 * Who writes a refund by it reads it with the checkout locked.
 */
export async function loadSold(on: Reader, checkoutId: string): Promise<SoldCheckout> {
  const orders = await on.merchantOrder.findMany({
    where: { checkoutId },
    orderBy: { number: 'asc' },
    select: {
      id: true,
      merchantId: true,
      state: true,
      freightFen: true,
      freightDiscountFen: true,
      lines: {
        orderBy: { position: 'asc' },
        select: { id: true, skuId: true, categoryId: true, title: true, quantity: true, unitPriceFen: true, floorFen: true, paidFen: true, isGift: true, giftValueFen: true, sku: { select: { productId: true } } },
      },
    },
  })
  const allocations = await on.allocation.findMany({ where: { checkoutId }, orderBy: { id: 'asc' }, select: { ...borne, merchantOrderId: true, lineId: true, promotionId: true, units: true } })
  const repriced = await on.refundReprice.findMany({ where: { refund: { checkoutId } }, orderBy: { id: 'asc' }, select: { ...borne, merchantOrderId: true, lineId: true, amountFen: true } })
  const claims = await on.promotionClaim.findMany({
    where: { checkoutId },
    orderBy: { promotionId: 'asc' },
    select: { promotionId: true, version: true, amountFen: true, releasedFen: true, promotion: { select: { merchantId: true } } },
  })
  const versions = await on.promotionVersion.findMany({
    where: { OR: claims.map(({ promotionId, version }) => ({ promotionId, version })) },
    select: { promotionId: true, version: true, definition: true },
  })
  return {
    parts: orders.map(({ id, state, lines, ...order }) => ({
      ...order,
      merchantOrderId: id,
      open: state !== 'CLOSED',
      lines: lines.map(({ id: lineId, sku, ...line }) => ({ ...line, lineId, productId: sku.productId })),
    })),
    allocations: allocations.map((share) => ({ ...share, units: share.units as Allocation['units'] })),
    repriced,
    claims: claims.map(({ promotion: _owner, ...claim }) => claim),
    promotions: claims.map(({ promotionId, version, promotion }) => {
      const frozen = versions.find((one) => one.promotionId === promotionId && one.version === version)
      if (!frozen) throw new Error(`Version ${version} of promotion ${promotionId} is gone`)
      return promotionOf(readDefinition(frozen.definition), { id: promotionId, version, merchantId: promotion.merchantId })
    }),
  }
}
