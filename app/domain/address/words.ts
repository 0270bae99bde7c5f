import type { MissingPart } from '#app/domain/address/parse-pasted.ts'

const partWords: Record<MissingPart, string> = { name: '收货人', phone: '11 位手机号', region: '省、市、区县', street: '详细地址' }

/** What the form could not read from a pasted address. */
export function missingWords(missing: readonly MissingPart[]): string {
  return missing.map((part) => partWords[part]).join('、')
}
