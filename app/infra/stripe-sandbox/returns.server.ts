import type Stripe from 'stripe'
import { SandboxError, invalid } from '#app/infra/stripe-sandbox/answers.server.ts'
import type { Entry } from '#app/infra/stripe-sandbox/book-file.server.ts'
import type { ChargeObject, IntentObject } from '#app/infra/stripe-sandbox/book.server.ts'
import type { CreateRefund } from '#app/infra/stripe-sandbox/parameters.server.ts'

export type RefundObject = Pick<Stripe.Refund, 'id' | 'object' | 'amount' | 'created' | 'currency' | 'metadata' | 'reason' | 'status' | 'failure_reason' | 'pending_reason'> & {
  payment_intent: string
  charge: string
}

export type DisputeObject = Pick<Stripe.Dispute, 'id' | 'object' | 'amount' | 'created' | 'currency' | 'is_charge_refundable' | 'livemode' | 'metadata' | 'reason' | 'status'> & {
  payment_intent: string
  charge: string
}

/** What money going back needs of the book around it. */
export type Around = {
  now: () => number
  makeId: (prefix: string) => string
  refund: (id: string) => RefundObject
  dispute: (id: string) => DisputeObject
  /** A payment and its captured charge. */
  paid: (paymentId: string) => { intent: IntentObject; charge: ChargeObject }
  write: (...entries: Entry[]) => void
  record: (type: string, object: object, paymentId: string) => void
}

/** Refunds and disputes of captured money. */
export class Returns {
  readonly refunds = new Map<string, RefundObject>()
  readonly disputes = new Map<string, DisputeObject>()
  readonly #around: Around

  constructor(around: Around) {
    this.#around = around
  }

  /** @param waits at the bank; {@link settle} says how it ends */
  refund(wanted: CreateRefund, waits: boolean): RefundObject {
    const { intent, charge } = this.#around.paid(wanted.payment_intent)
    if ([...this.disputes.values()].some((dispute) => dispute.charge === charge.id && dispute.status !== 'won'))
      throw new SandboxError(400, 'invalid_request_error', 'charge_disputed', `Charge ${charge.id} has been charged back; cannot issue a refund.`)
    const left = charge.amount - charge.amount_refunded
    if (left === 0) throw new SandboxError(400, 'invalid_request_error', 'charge_already_refunded', `Charge ${charge.id} has already been refunded.`)
    const amount = wanted.amount ?? left
    if (amount > left) throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, null, 'amount')
    const refund: RefundObject = {
      id: this.#around.makeId('re'),
      object: 'refund',
      amount,
      charge: charge.id,
      created: this.#around.now(),
      currency: 'cny',
      metadata: wanted.metadata ?? {},
      payment_intent: intent.id,
      reason: wanted.reason ?? null,
      status: waits ? 'pending' : 'succeeded',
      ...(waits ? { pending_reason: 'processing' as const } : {}),
    }
    this.refunds.set(refund.id, refund)
    this.#move(refund, charge, amount)
    this.#around.record('refund.created', refund, intent.id)
    this.#around.record('charge.refunded', charge, intent.id)
    if (!waits) this.#around.record('refund.updated', refund, intent.id)
    return refund
  }

  /** How a refund ends at the bank; one that has succeeded may still come back. */
  settle(id: string, outcome: 'succeeded' | 'failed'): RefundObject {
    const refund = this.#around.refund(id)
    if (refund.status === outcome || refund.status === 'failed') throw invalid(`The refund is ${refund.status ?? ''}.`)
    const { charge } = this.#around.paid(refund.payment_intent)
    refund.status = outcome
    delete refund.pending_reason
    if (outcome === 'failed') refund.failure_reason = 'expired_or_canceled_card'
    this.#move(refund, charge, outcome === 'failed' ? -refund.amount : 0)
    this.#around.record('refund.updated', refund, refund.payment_intent)
    if (outcome === 'failed') this.#around.record('refund.failed', refund, refund.payment_intent)
    return refund
  }

  #move(refund: RefundObject, charge: ChargeObject, amount: number): void {
    charge.amount_refunded += amount
    charge.refunded = charge.amount_refunded === charge.amount
    this.#around.write({ kind: 'refund', id: refund.id, value: refund }, { kind: 'charge', id: charge.id, value: charge })
  }

  /** The buyer turned to the bank: what was not refunded yet is held back. */
  open(paymentId: string, reason: string): DisputeObject {
    const { intent, charge } = this.#around.paid(paymentId)
    const dispute: DisputeObject = {
      id: this.#around.makeId('du'),
      object: 'dispute',
      amount: charge.amount - charge.amount_refunded,
      charge: charge.id,
      created: this.#around.now(),
      currency: 'cny',
      is_charge_refundable: false,
      livemode: false,
      metadata: {},
      payment_intent: intent.id,
      reason,
      status: 'needs_response',
    }
    this.disputes.set(dispute.id, dispute)
    this.#tell('charge.dispute.created', dispute)
    return dispute
  }

  close(id: string, outcome: 'won' | 'lost'): DisputeObject {
    const dispute = this.#around.dispute(id)
    dispute.status = outcome
    this.#tell('charge.dispute.closed', dispute)
    return dispute
  }

  #tell(type: string, dispute: DisputeObject): void {
    this.#around.write({ kind: 'dispute', id: dispute.id, value: dispute })
    this.#around.record(type, dispute, dispute.payment_intent)
  }
}
