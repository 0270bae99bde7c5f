import type { Fen } from '#app/domain/money.ts'

// First tariff of the shop, per merchant order; R-07: shown before the order is submitted
// and frozen in it. A: from the Zhejiang hub; B: other inland; C and D: remote.
export type FreightZone = 'A' | 'B' | 'C' | 'XIZANG' | 'XINJIANG' | 'NOT_SERVED'

const zoneByProvince: Readonly<Record<string, FreightZone>> = {
  '310000': 'A', '320000': 'A', '330000': 'A', '340000': 'A',
  '620000': 'C', '640000': 'C', '630000': 'C', '150000': 'C', '460000': 'C', '450000': 'C',
  '230000': 'C', '220000': 'C', '210000': 'C',
  '540000': 'XIZANG',
  '650000': 'XINJIANG',
  '710000': 'NOT_SERVED', '810000': 'NOT_SERVED', '820000': 'NOT_SERVED',
}

export function freightZone(provinceCode: string): FreightZone {
  return zoneByProvince[provinceCode] ?? 'B'
}

type Tariff = { baseFen: Fen; freeFromFen: Fen | null; surchargeFen: Fen }

const tariffs: Record<Exclude<FreightZone, 'NOT_SERVED'>, Tariff> = {
  A: { baseFen: 600, freeFromFen: 5_900, surchargeFen: 0 },
  B: { baseFen: 1_000, freeFromFen: 9_900, surchargeFen: 0 },
  C: { baseFen: 1_000, freeFromFen: 9_900, surchargeFen: 800 },
  XIZANG: { baseFen: 2_000, freeFromFen: null, surchargeFen: 0 },
  XINJIANG: { baseFen: 600, freeFromFen: null, surchargeFen: 0 },
}

/** One sentence a zone, for the product page, cart and checkout. */
export const freightSentence: Record<FreightZone, string> = {
  A: '江浙沪皖：每家店满 59 元包邮，不满收 6 元',
  B: '每家店满 99 元包邮，不满收 10 元',
  C: '每家店满 99 元免基础运费（不满收 10 元），偏远加收 8 元',
  XIZANG: '西藏：每家店运费 20 元；鲜果、冷冻品暂不配送',
  XINJIANG: '新疆本地：每家店运费 6 元',
  NOT_SERVED: '该地区暂不配送',
}

export type FreightLine = { perishable: boolean }
export type FreightResult = { ok: true; freightFen: Fen; zone: FreightZone } | { ok: false; reason: 'not_served' | 'no_perishables' }

/**
 * Freight of one merchant order, tax included.
 * @param goodsFen goods after the merchant's own promotions
 */
export function freightFor(provinceCode: string, goodsFen: Fen, lines: readonly FreightLine[]): FreightResult {
  const zone = freightZone(provinceCode)
  if (zone === 'NOT_SERVED') return { ok: false, reason: 'not_served' }
  if (zone === 'XIZANG' && lines.some((line) => line.perishable)) return { ok: false, reason: 'no_perishables' }
  const tariff = tariffs[zone]
  const base = tariff.freeFromFen !== null && goodsFen >= tariff.freeFromFen ? 0 : tariff.baseFen
  return { ok: true, freightFen: base + tariff.surchargeFen, zone }
}
