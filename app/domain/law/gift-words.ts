import type { Fen } from '#app/domain/money.ts'
import { formatYuan } from '#app/domain/money.ts'

/**
 * a gift with its name, its number and, as its value, the present price of so many in
 * this shop; never a figure that somebody typed. null: no value is stated.
 */
export function giftWords({ name, quantity, valueFen }: { name: string; quantity: number; valueFen: Fen | null }): string {
  const value = valueFen === null ? '' : `（${quantity > 1 ? '现价共' : '现价'} ${formatYuan(valueFen)} 元）`
  return `${name} × ${quantity}${value}`
}
