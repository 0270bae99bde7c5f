import { isCreditCode } from '#app/domain/catalogue/credit-code.ts'

/** 抬头: whom a seller writes the invoice to. */
export type InvoiceRequest = { kind: 'PERSONAL'; title: string } | { kind: 'COMPANY'; title: string; taxNumber: string }

export type InvoiceKind = InvoiceRequest['kind']

export const LONGEST_TITLE = 100

export type InvoiceFields = { kind: 'NONE' | InvoiceKind; title: string; taxNumber: string }
export type InvoiceErrors = { title?: string; taxNumber?: string }
export type InvoiceDecision = { ok: true; request: InvoiceRequest | null } | { ok: false; errors: InvoiceErrors }

/**
 * What was asked for, null for no invoice. What stands in fields that the choice does not
 * need is no mistake and is left out.
 */
export function decideInvoice({ kind, title, taxNumber }: InvoiceFields): InvoiceDecision {
  if (kind === 'NONE') return { ok: true, request: null }
  const name = title.normalize('NFC').trim()
  const code = normalTaxNumber(taxNumber)
  const errors: InvoiceErrors = {
    ...(name === '' ? { title: '请填写发票抬头' } : [...name].length > LONGEST_TITLE ? { title: `发票抬头最多 ${LONGEST_TITLE} 个字` } : /\p{Cc}/u.test(name) ? { title: '发票抬头含有不能识别的字符' } : {}),
    ...(kind === 'PERSONAL' ? {} : code === '' ? { taxNumber: '单位发票要填税号' } : isCreditCode(code) ? {} : { taxNumber: '税号不对，请核对：18 位，数字和大写字母，末位是校验码' }),
  }
  if (errors.title || errors.taxNumber) return { ok: false, errors }
  return { ok: true, request: kind === 'PERSONAL' ? { kind, title: name } : { kind, title: name, taxNumber: code } }
}

/** As people copy it: full-width, lower case, in groups. */
function normalTaxNumber(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase()
}
