import type { InvoiceKind, InvoiceRequest } from '#app/domain/invoice/request.ts'

export const invoiceWords: Record<InvoiceKind, string> = { PERSONAL: '个人', COMPANY: '单位' }

/** 单位发票 · 示例食品有限公司 · 税号 9133… */
export function invoiceSentence(request: InvoiceRequest): string {
  return [`${invoiceWords[request.kind]}发票`, request.title, ...(request.kind === 'COMPANY' ? [`税号 ${request.taxNumber}`] : [])].join(' · ')
}
