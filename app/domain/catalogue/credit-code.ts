// Unified social credit code after GB 32100-2015: 17 signs and a check sign.
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** The 18th sign for the first 17; null where a sign is not allowed. */
export function creditCodeCheckSign(first17: string): string | null {
  if (first17.length !== 17) return null
  let sum = 0
  for (const [place, sign] of [...first17].entries()) {
    const value = SIGNS.indexOf(sign)
    if (value < 0) return null
    sum += value * WEIGHTS[place]!
  }
  return SIGNS[(31 - (sum % 31)) % 31]!
}

export function isCreditCode(code: string): boolean {
  return code.length === 18 && creditCodeCheckSign(code.slice(0, 17)) === code[17]
}
