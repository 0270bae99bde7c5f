import type { MerchantOrderState } from '#app/domain/order/states.ts'

export type ShippableLine = { lineId: string; toShip: number }
export type WantedLine = { lineId: string; quantity: number }
export type ShipmentRefusal = 'not_shippable' | 'nothing' | 'too_many' | 'unknown_line'

/**
 * Whether these units can leave now, and the order's state afterwards: SHIPPED when nothing
 * is left to ship, else PART_SHIPPED. Lines with quantity 0 are left out.
 */
export function decideShipment(
  state: MerchantOrderState,
  lines: readonly ShippableLine[],
  wanted: readonly WantedLine[],
): { ok: true; lines: WantedLine[]; state: 'SHIPPED' | 'PART_SHIPPED' } | { ok: false; reason: ShipmentRefusal } {
  if (state !== 'TO_SHIP' && state !== 'PART_SHIPPED') return { ok: false, reason: 'not_shippable' }
  const left = new Map(lines.map(({ lineId, toShip }) => [lineId, toShip]))
  const shipped: WantedLine[] = []
  for (const { lineId, quantity } of wanted) {
    const rest = left.get(lineId)
    if (rest === undefined) return { ok: false, reason: 'unknown_line' }
    if (quantity > rest) return { ok: false, reason: 'too_many' }
    if (quantity > 0) shipped.push({ lineId, quantity })
    left.set(lineId, rest - quantity)
  }
  if (shipped.length === 0) return { ok: false, reason: 'nothing' }
  return { ok: true, lines: shipped, state: [...left.values()].every((rest) => rest === 0) ? 'SHIPPED' : 'PART_SHIPPED' }
}
