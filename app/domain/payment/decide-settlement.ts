import type { Fen } from '#app/domain/money.ts'
import type { CheckoutState } from '#app/domain/order/states.ts'

export type Captured = { amountFen: Fen; currency: string }
export type Expected = { state: CheckoutState; payableFen: Fen; currency: string }

export type Settlement =
  /** The order is paid. */
  | { kind: 'pay' }
  /** It was closed: serve it if everything can be held again, else give the money back. */
  | { kind: 'late' }
  /** The money goes back by itself and is shown as an exception. */
  | { kind: 'return'; reason: 'WRONG_AMOUNT' | 'SURPLUS_PAYMENT' }

/** What money that the provider reports as captured means for its checkout. */
export function decideSettlement(expected: Expected, captured: Captured): Settlement {
  if (captured.amountFen !== expected.payableFen || captured.currency !== expected.currency)
    return { kind: 'return', reason: 'WRONG_AMOUNT' }
  switch (expected.state) {
    case 'AWAITING_PAYMENT':
    case 'CLOSING':
      return { kind: 'pay' }
    case 'CLOSED':
      return { kind: 'late' }
    case 'PAID':
    case 'REFUND_DUE':
      return { kind: 'return', reason: 'SURPLUS_PAYMENT' }
  }
}
