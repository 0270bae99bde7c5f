import type { Fen } from '#app/domain/money.ts'
import type { PaymentMethod } from '#app/infra/generated/prisma/enums.ts'

/** A payment page at the provider. Times are real times. */
export type ProviderSession = {
  id: string
  url: string | null
  status: 'open' | 'complete' | 'expired'
  paid: boolean
  amountFen: Fen
  currency: string
  /** The payment, once there is one. */
  paymentId: string | null
  method: PaymentMethod | null
  capturedAt: Date | null
  metadata: Readonly<Record<string, string>>
  livemode: boolean
  expiresAt: Date
}

export type ProviderRefund = {
  id: string
  status: 'pending' | 'succeeded' | 'failed' | 'canceled'
  amountFen: Fen
  currency: string
  paymentId: string | null
  metadata: Readonly<Record<string, string>>
  failureReason: string | null
}

/** A verified event; what it is about is read anew from the provider before anything moves. */
export type ProviderEvent = {
  id: string
  type: string
  createdAt: Date
  objectId: string
}

/** A buyer's bank wants its money back. */
export type ProviderDispute = {
  id: string
  status: 'open' | 'won' | 'lost'
  reason: string
  amountFen: Fen
  currency: string
  paymentId: string | null
}

/**
 * What can go wrong with a call:
 * unknown_outcome: no usable answer, it may have been carried out (time-out, reset, 409 in
 *   flight, nonsense): ask again under the same key;
 * key_spent: the key gives a stored error for ever, or belongs to another request: look for
 *   what may have been made, and only then ask under a new key;
 * unavailable: it was certainly not carried out (429, wrong credentials);
 * rejected: the provider said no, asking again the same way is useless;
 * not_found: there is no such object.
 */
export type ProviderFailure = {
  ok: false
  kind: 'unknown_outcome' | 'key_spent' | 'unavailable' | 'rejected' | 'not_found'
  code: string
  message: string
}

export type ProviderResult<T> = { ok: true; value: T } | ProviderFailure

export type SessionRequest = {
  idempotencyKey: string
  /** Order number, shown to the payer. */
  number: string
  method: PaymentMethod
  /** Names and amounts add up to what is asked. */
  items: { name: string; amountFen: Fen }[]
  metadata: Record<string, string>
  successUrl: string
  cancelUrl: string
  expiresAt: Date
}

export type RefundRequest = {
  idempotencyKey: string
  paymentId: string
  amountFen: Fen
  metadata: Record<string, string>
}

/** Everything the shop asks of a payment provider. No call is made inside a transaction. */
export type PaymentProvider = {
  createSession(request: SessionRequest): Promise<ProviderResult<ProviderSession>>
  /**
   * The session made for an attempt, for one whose key says nothing any more.
   * @param askedAt when it was first asked for, real time
   */
  findSession(wanted: { attemptId: string; askedAt: Date }): Promise<ProviderResult<ProviderSession | null>>
  retrieveSession(sessionId: string): Promise<ProviderResult<ProviderSession>>
  /** Ends an open session; one that is complete or already expired is returned as it is. */
  expireSession(sessionId: string): Promise<ProviderResult<ProviderSession>>
  createRefund(request: RefundRequest): Promise<ProviderResult<ProviderRefund>>
  /** The provider's refund for a refund of ours. */
  findRefund(wanted: { refundId: string; paymentId: string }): Promise<ProviderResult<ProviderRefund | null>>
  retrieveRefund(refundId: string): Promise<ProviderResult<ProviderRefund>>
  retrieveDispute(disputeId: string): Promise<ProviderResult<ProviderDispute>>
  /** Events of these types since an instant, oldest first, for a shop whose webhooks did not arrive. */
  listEvents(since: Date, types: readonly string[]): Promise<ProviderResult<ProviderEvent[]>>
  /** Null where the signature does not fit the bytes, or its stamp is over 5 minutes off. */
  verifyWebhook(rawBody: Buffer, signature: string): Promise<ProviderEvent | null>
}
