/** Longest text of one section of a bulletin. */
export const MAX_REPORT_TEXT = 4_000

/**
 * What must not stand in a paper of the command centre: a bulletin holds aggregates, so a
 * mobile number, an identity card or an order number in it is a slip.
 */
export function personalDataIn(text: string): '手机号' | '身份证号' | '订单号' | null {
  const digits = text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
  if (/(?<!\d)\d{17}[\dXx](?!\d)/.test(digits)) return '身份证号'
  if (/(?<!\d)\d{16}(?:-\d+)?(?!\d)/.test(digits)) return '订单号'
  if (/(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)/.test(digits)) return '手机号'
  return null
}
