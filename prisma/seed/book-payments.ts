import { BookFile } from '#app/infra/stripe-sandbox/book-file.server.ts'
import type { Entry } from '#app/infra/stripe-sandbox/book-file.server.ts'
import type { ChargeObject, IntentObject, RefundObject } from '#app/infra/stripe-sandbox/book.server.ts'
import type { Rows } from '#prisma/seed/past-order-rows.ts'

const methods = { WECHAT_PAY: 'wechat_pay', ALIPAY: 'alipay', CARD: 'card' } as const

/** Tells the local sandbox of past payments and refunds, so that past orders can be refunded there. */
export function bookPayments(path: string, rows: Rows): void {
  const refunds = new Map(rows.refund.map((refund) => [String(refund.payment_id), refund]))
  const file = new BookFile(path)
  file.append(
    rows.payment.flatMap((payment): Entry[] => {
      const paid = {
        intent: String(payment.provider_payment_id),
        charge: `ch_demo_${String(payment.id)}`,
        amount: Number(payment.amount_fen),
        created: seconds(payment.captured_at),
      }
      const refund = refunds.get(String(payment.id))
      const back = refund ? Number(refund.amount_fen) : 0
      const intent: IntentObject = {
        id: paid.intent, object: 'payment_intent', amount: paid.amount, amount_received: paid.amount, created: paid.created, currency: 'cny',
        latest_charge: paid.charge, livemode: false, metadata: {}, status: 'succeeded',
      }
      const charge: ChargeObject = {
        id: paid.charge, object: 'charge', amount: paid.amount, amount_refunded: back, created: paid.created, currency: 'cny', livemode: false, paid: true,
        payment_intent: paid.intent, payment_method_details: { type: methods[payment.method as keyof typeof methods] }, refunded: back === paid.amount, status: 'succeeded',
      }
      const entries: Entry[] = [{ kind: 'charge', id: charge.id, value: charge }, { kind: 'intent', id: intent.id, value: intent }]
      return refund ? [...entries, { kind: 'refund', id: String(refund.provider_refund_id), value: refundObject(refund, paid) }] : entries
    }),
  )
  file.close()
}

function refundObject(refund: Record<string, unknown>, paid: { intent: string; charge: string }): RefundObject {
  return {
    id: String(refund.provider_refund_id), object: 'refund', amount: Number(refund.amount_fen), charge: paid.charge, created: seconds(refund.succeeded_at),
    currency: 'cny', metadata: { refund_id: String(refund.id), checkout_id: String(refund.checkout_id) }, payment_intent: paid.intent, reason: null, status: 'succeeded',
  }
}

const seconds = (at: unknown): number => Math.floor((at as Date).getTime() / 1000)
