import { decrypt } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { MerchantOrderState } from '#app/infra/generated/prisma/enums.ts'
import type { Receiver } from '#app/services/checkout/place-checkout.server.ts'

const AT_ONCE = 50

export type ToShip = {
  id: string
  number: string
  paidAt: Date
  receiver: Receiver & { place: string }
  lines: { lineId: string; title: string; spec: string; toShip: number }[]
}

/** The packing table: own orders that wait, the oldest payment first, with whom they go to. */
export async function listToShip(merchantId: string): Promise<{ orders: ToShip[]; waiting: number; carriers: { code: string; name: string }[] }> {
  const where = { merchantId, state: { in: ['TO_SHIP', 'PART_SHIPPED'] as MerchantOrderState[] } }
  const [waiting, rows, carriers] = await Promise.all([
    db.merchantOrder.count({ where }),
    db.merchantOrder.findMany({
      where,
      orderBy: [{ paidAt: 'asc' }, { id: 'asc' }],
      take: AT_ONCE,
      select: {
        id: true,
        number: true,
        paidAt: true,
        lines: { where: { toShip: { gt: 0 } }, orderBy: { position: 'asc' }, select: { id: true, title: true, spec: true, toShip: true } },
        checkout: { select: { personalCipher: true, provinceCode: true, cityCode: true, districtCode: true } },
      },
    }),
    db.carrier.findMany({ where: { active: true }, orderBy: { sort: 'asc' }, select: { code: true, name: true } }),
  ])
  const codes = rows.flatMap(({ checkout }) => [checkout.provinceCode, checkout.cityCode, checkout.districtCode])
  const regions = await db.region.findMany({ where: { code: { in: codes } }, select: { code: true, name: true } })
  const nameOf = new Map(regions.map(({ code, name }) => [code, name === '市辖区' ? '' : name]))
  return {
    waiting,
    carriers,
    orders: rows.map(({ checkout, lines, ...order }) => ({
      ...order,
      paidAt: order.paidAt ?? new Date(0),
      lines: lines.map(({ id, ...line }) => ({ lineId: id, ...line })),
      receiver: {
        ...(JSON.parse(decrypt(checkout.personalCipher)) as Receiver),
        place: [checkout.provinceCode, checkout.cityCode, checkout.districtCode].map((code) => nameOf.get(code) ?? '').join(''),
      },
    })),
  }
}
