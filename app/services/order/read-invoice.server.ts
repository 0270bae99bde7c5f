import type { InvoiceRequest } from '#app/domain/invoice/request.ts'
import { decrypt } from '#app/infra/crypto.server.ts'

/** For its buyer and its seller. */
export function readInvoice({ kind, detailsCipher }: { kind: InvoiceRequest['kind']; detailsCipher: string }): InvoiceRequest {
  return { kind, ...(JSON.parse(decrypt(detailsCipher)) as { title: string; taxNumber: string }) }
}
