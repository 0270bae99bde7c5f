import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import type { Fen } from '#app/domain/money.ts'
import { formatYuan } from '#app/domain/money.ts'
import type { ShippingTables, Zone } from '#app/domain/shipping/tables.ts'
import { zoneOf } from '#app/domain/shipping/tables.ts'

export type FreightResult =
  | { ok: true; freightFen: Fen; zone: Zone }
  | { ok: false; reason: 'not_served' }
  /** These types of goods are not sent there. */
  | { ok: false; reason: 'goods_not_served'; goodsTypes: GoodsType[] }

/**
 * Freight of one merchant order, tax included (R-07: shown before the order is submitted
 * and frozen in it).
 * @param goodsFen goods after the merchant's own promotions
 */
export function freightFor(tables: ShippingTables, provinceCode: string, goodsFen: Fen, goodsTypes: readonly GoodsType[]): FreightResult {
  const zone = zoneOf(tables, provinceCode)
  if (!zone) return { ok: false, reason: 'not_served' }
  const stopped = stoppedTypes(tables, provinceCode)
  const refused = [...new Set(goodsTypes)].filter((type) => stopped.has(type))
  if (refused.length > 0) return { ok: false, reason: 'goods_not_served', goodsTypes: refused }
  return { ok: true, freightFen: freightInZone(zone, goodsFen), zone }
}

export function freightInZone(zone: Zone, goodsFen: Fen): Fen {
  return (zone.freeFromFen !== null && goodsFen >= zone.freeFromFen ? 0 : zone.baseFen) + zone.surchargeFen
}

/** Types of goods that are not sent to a province of a zone. */
export function stoppedTypes(tables: ShippingTables, provinceCode: string): ReadonlySet<GoodsType> {
  return new Set(tables.stops.filter((stop) => stop.provinceCode === provinceCode).map((stop) => stop.goodsType))
}

/** A zone's tariff in one sentence, for the product page, cart and the page of rules. */
export function freightSentence(zone: Zone): string {
  const base = shortYuan(zone.baseFen)
  const extra = zone.surchargeFen > 0 ? `，另加 ${shortYuan(zone.surchargeFen)} 元` : ''
  if (zone.freeFromFen === null) return `每家店运费 ${base} 元${extra}`
  const free = `每家店满 ${shortYuan(zone.freeFromFen)} 元`
  if (zone.surchargeFen > 0) return `${free}免基础运费（不满收 ${base} 元），偏远加收 ${shortYuan(zone.surchargeFen)} 元`
  return `${free}包邮，不满收 ${base} 元`
}

/** 5900 → 59, 850 → 8.50 */
function shortYuan(fen: Fen): string {
  return fen % 100 === 0 ? String(fen / 100) : formatYuan(fen)
}
