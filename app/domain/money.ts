/** Integer fen (1 = 0.01 yuan). */
export type Fen = number

/** Ratios in basis points: 10 000 = 100 %. */
export type BasisPoints = number

export function sumFen(amounts: readonly Fen[]): Fen {
  return amounts.reduce((sum, amount) => sum + amount, 0)
}

/**
 * Splits an amount by weights so that the shares add up to it: floor of each exact share,
 * then one fen each to the largest remainders; equal remainders go to the earlier place,
 * so callers order by SKU id first. All weights zero: everything to the first place.
 */
export function splitByWeight(amount: Fen, weights: readonly number[]): Fen[] {
  if (weights.length === 0) {
    if (amount !== 0) throw new RangeError('An amount cannot be split over nothing')
    return []
  }
  if (amount < 0) return splitByWeight(-amount, weights).map((share) => (share === 0 ? 0 : -share))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return weights.map((_, place) => (place === 0 ? amount : 0))
  // BigInt: amount × weight may pass 2^53 for group orders by the thousand.
  const parts = weights.map((weight, place) => {
    const product = BigInt(amount) * BigInt(weight)
    return { place, floor: Number(product / BigInt(total)), remainder: product % BigInt(total) }
  })
  const shares = parts.map((part) => part.floor)
  let left = amount - sumFen(shares)
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1,
  )
  for (const part of byRemainder) {
    if (left === 0) break
    shares[part.place]! += 1
    left -= 1
  }
  return shares
}

/** Price of 500 g in fen, rounded half up; what R-08 shows beside every price by weight. */
export function pricePer500g(priceFen: Fen, netGrams: number): Fen {
  return Math.floor((priceFen * 500 * 2 + netGrams) / (netGrams * 2))
}

/** 8850 → "88.50", with thousands separators where asked (reports). */
export function formatYuan(fen: Fen, options: { grouped?: boolean } = {}): string {
  const sign = fen < 0 ? '-' : ''
  const whole = String(Math.floor(Math.abs(fen) / 100))
  const cents = String(Math.abs(fen) % 100).padStart(2, '0')
  return `${sign}${options.grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole}.${cents}`
}

/** Fen as 万元 with two decimals, rounded half away from zero: 562 140 000 → "562.14". */
export function formatWan(fen: Fen): string {
  const hundredths = Math.round(Math.abs(fen) / 10_000)
  return `${fen < 0 && hundredths > 0 ? '-' : ''}${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
}

/** Grams as tonnes with one decimal: 402 600 000 → "402.6". */
export function formatTonnes(grams: number): string {
  const tenths = Math.round(Math.abs(grams) / 100_000)
  return `${grams < 0 && tenths > 0 ? '-' : ''}${Math.floor(tenths / 10)}.${tenths % 10}`
}

/** 1500 → "1.5 kg", 500 → "500 g". */
export function formatGrams(grams: number): string {
  if (Math.abs(grams) < 1_000) return `${grams} g`
  return `${Number((grams / 1_000).toFixed(3))} kg`
}

/** Basis points as a percentage with one decimal: 4600 → "46.0". */
export function formatPercent(bps: BasisPoints): string {
  return (Math.round(bps / 10) / 10).toFixed(1)
}
