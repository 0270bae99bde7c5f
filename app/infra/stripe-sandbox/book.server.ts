import { randomBytes } from 'node:crypto'
import type Stripe from 'stripe'
import { invalid, missing } from '#app/infra/stripe-sandbox/answers.server.ts'
import type { BookFile, Entry, EntryKind } from '#app/infra/stripe-sandbox/book-file.server.ts'
import type { CreateRefund, CreateSession } from '#app/infra/stripe-sandbox/parameters.server.ts'
import type { DisputeObject, RefundObject } from '#app/infra/stripe-sandbox/returns.server.ts'
import { Returns } from '#app/infra/stripe-sandbox/returns.server.ts'

export type { DisputeObject, RefundObject }

type Method = 'card' | 'alipay' | 'wechat_pay'

// The fields of the provider's objects that this shop reads, with the SDK's own types.
export type SessionObject = Pick<
  Stripe.Checkout.Session,
  | 'id' | 'object' | 'amount_total' | 'cancel_url' | 'client_reference_id' | 'created' | 'currency' | 'expires_at' | 'livemode'
  | 'metadata' | 'mode' | 'payment_status' | 'status' | 'success_url' | 'url'
> & { payment_intent: string | null; allowed_payment_method_types: Method[] }

export type ChargeObject = Pick<Stripe.Charge, 'id' | 'object' | 'amount' | 'amount_refunded' | 'created' | 'currency' | 'livemode' | 'paid' | 'refunded' | 'status'> & {
  payment_intent: string
  payment_method_details: { type: Method }
}

export type IntentObject = Pick<Stripe.PaymentIntent, 'id' | 'object' | 'amount' | 'amount_received' | 'created' | 'currency' | 'livemode' | 'metadata' | 'status'> & {
  latest_charge: string | null
}

export type EventObject = Pick<Stripe.Event, 'id' | 'object' | 'api_version' | 'created' | 'livemode' | 'pending_webhooks'> & {
  type: string
  data: { object: object }
  request: { id: null; idempotency_key: null }
}

export type LineItem = { name: string; quantity: number; unitAmount: number }
export type PayOutcome = 'success' | 'failure'

const MIN_LIFE_SECONDS = 30 * 60
const MAX_LIFE_SECONDS = 24 * 60 * 60

const makeId = (prefix: string): string => `${prefix}_${randomBytes(16).toString('hex')}`

/** The provider's own book: sessions, payments, refunds and the events they caused. */
export class Book {
  readonly sessions = new Map<string, SessionObject>()
  readonly items = new Map<string, LineItem[]>()
  readonly intents = new Map<string, IntentObject>()
  readonly charges = new Map<string, ChargeObject>()
  readonly events: EventObject[] = []
  readonly #intentMetadata = new Map<string, Stripe.Metadata>()
  readonly #eventIds = new Set<string>()
  readonly #apiVersion: string
  readonly #origin: () => string
  readonly #now: () => number
  readonly #announce: (event: EventObject, sessionId: string | null) => void
  readonly #file: BookFile | null
  readonly #returns = new Returns({
    now: () => this.#now(),
    makeId,
    refund: (id) => this.refund(id),
    dispute: (id) => this.dispute(id),
    paid: (paymentId) => this.#paid(paymentId),
    write: (...entries) => this.#write(...entries),
    record: (type, object, paymentId) =>
      this.#record(type, object, [...this.sessions.values()].find((session) => session.payment_intent === paymentId)?.id ?? null),
  })
  readonly refunds = this.#returns.refunds
  readonly disputes = this.#returns.disputes

  constructor(parts: {
    apiVersion: string
    origin: () => string
    now: () => Date
    announce: (event: EventObject, sessionId: string | null) => void
    /** Where the book is kept; in memory alone without. */
    file: BookFile | null
  }) {
    this.#apiVersion = parts.apiVersion
    this.#origin = parts.origin
    this.#now = () => Math.floor(parts.now().getTime() / 1000)
    this.#announce = parts.announce
    this.#file = parts.file
    this.#readOn()
  }

  /** Takes over what stands in the file and is not known yet. */
  #readOn(): void {
    const byKind: Partial<Record<EntryKind, Map<string, unknown>>> = {
      session: this.sessions, items: this.items, metadata: this.#intentMetadata, intent: this.intents, charge: this.charges,
      refund: this.refunds, dispute: this.disputes,
    }
    for (const { kind, id, value } of this.#file?.read() ?? []) {
      byKind[kind]?.set(id, value)
      if (kind === 'event' && !this.#eventIds.has(id)) this.#add(value as EventObject)
    }
  }

  #add(event: EventObject): void {
    this.#eventIds.add(event.id)
    this.events.push(event)
  }

  #write(...entries: Entry[]): void {
    this.#file?.append(entries)
  }

  /** From the book, or from what another process wrote into its file meanwhile. */
  #find<T>(list: Map<string, T>, id: string): T | undefined {
    const known = list.get(id)
    if (known || !this.#file) return known
    this.#readOn()
    return list.get(id)
  }

  createSession(wanted: CreateSession): SessionObject {
    const now = this.#now()
    const expiresAt = wanted.expires_at ?? now + MAX_LIFE_SECONDS
    if (expiresAt < now + MIN_LIFE_SECONDS) throw invalid('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', null, 'expires_at')
    if (expiresAt > now + MAX_LIFE_SECONDS) throw invalid('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', null, 'expires_at')
    if (wanted.allowed_payment_method_types.includes('wechat_pay') && wanted.payment_method_options?.wechat_pay?.client !== 'web')
      throw invalid('You must provide `payment_method_options[wechat_pay][client]`.', 'parameter_missing', 'payment_method_options[wechat_pay][client]')
    const items = wanted.line_items.map((item) => ({
      name: item.price_data.product_data.name,
      quantity: item.quantity,
      unitAmount: item.price_data.unit_amount,
    }))
    const total = items.reduce((sum, item) => sum + item.quantity * item.unitAmount, 0)
    if (total < 1) throw invalid('The Checkout Session’s total amount must be positive.', 'amount_too_small')
    const id = makeId('cs_test')
    const session: SessionObject = {
      id,
      object: 'checkout.session',
      allowed_payment_method_types: wanted.allowed_payment_method_types,
      amount_total: total,
      cancel_url: wanted.cancel_url ?? null,
      client_reference_id: wanted.client_reference_id ?? null,
      created: now,
      currency: 'cny',
      expires_at: expiresAt,
      livemode: false,
      metadata: wanted.metadata ?? {},
      mode: 'payment',
      payment_intent: null,
      payment_status: 'unpaid',
      status: 'open',
      success_url: wanted.success_url,
      url: `${this.#origin()}/pay/${id}`,
    }
    this.sessions.set(id, session)
    this.items.set(id, items)
    const metadata = wanted.payment_intent_data?.metadata ?? {}
    this.#intentMetadata.set(id, metadata)
    this.#write({ kind: 'session', id, value: session }, { kind: 'items', id, value: items }, { kind: 'metadata', id, value: metadata })
    return session
  }

  session(id: string): SessionObject {
    const session = this.#find(this.sessions, id)
    if (!session) throw missing('checkout.session', id)
    if (session.status === 'open' && session.expires_at <= this.#now()) this.#end(session)
    return session
  }

  intent(id: string): IntentObject {
    const intent = this.#find(this.intents, id)
    if (!intent) throw missing('payment_intent', id)
    return intent
  }

  refund(id: string): RefundObject {
    const refund = this.#find(this.refunds, id)
    if (!refund) throw missing('refund', id)
    return refund
  }

  expireSession(id: string): SessionObject {
    const session = this.session(id)
    if (session.status !== 'open') throw invalid(`Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status ?? ''}\`.`)
    this.#end(session)
    return session
  }

  #end(session: SessionObject): void {
    session.status = 'expired'
    session.url = null
    this.#write({ kind: 'session', id: session.id, value: session })
    this.#record('checkout.session.expired', session, session.id)
  }

  /** What the buyer's bank says on the pay page. */
  pay(id: string, outcome: PayOutcome): SessionObject {
    const session = this.session(id)
    if (session.status !== 'open') throw invalid('This Checkout Session is no longer open.')
    const now = this.#now()
    const amount = session.amount_total ?? 0
    const intent: IntentObject = {
      id: session.payment_intent ?? makeId('pi'),
      object: 'payment_intent',
      amount,
      amount_received: 0,
      created: now,
      currency: 'cny',
      latest_charge: null,
      livemode: false,
      metadata: this.#intentMetadata.get(id) ?? {},
      status: 'requires_payment_method',
    }
    this.intents.set(intent.id, intent)
    session.payment_intent = intent.id
    if (outcome === 'failure') {
      this.#write({ kind: 'session', id, value: session }, { kind: 'intent', id: intent.id, value: intent })
      this.#record('payment_intent.payment_failed', intent, id)
      return session
    }
    const charge: ChargeObject = {
      id: makeId('ch'),
      object: 'charge',
      amount,
      amount_refunded: 0,
      created: now,
      currency: 'cny',
      livemode: false,
      paid: true,
      payment_intent: intent.id,
      payment_method_details: { type: session.allowed_payment_method_types[0] ?? 'card' },
      refunded: false,
      status: 'succeeded',
    }
    this.charges.set(charge.id, charge)
    intent.status = 'succeeded'
    intent.amount_received = amount
    intent.latest_charge = charge.id
    session.status = 'complete'
    session.payment_status = 'paid'
    session.url = null
    this.#write({ kind: 'charge', id: charge.id, value: charge }, { kind: 'intent', id: intent.id, value: intent }, { kind: 'session', id, value: session })
    this.#record('payment_intent.succeeded', intent, id)
    this.#record('checkout.session.completed', session, id)
    return session
  }

  dispute(id: string): DisputeObject {
    const dispute = this.#find(this.disputes, id)
    if (!dispute) throw missing('dispute', id)
    return dispute
  }

  #paid(paymentId: string): { intent: IntentObject; charge: ChargeObject } {
    const intent = this.intent(paymentId)
    const charge = intent.latest_charge ? this.charges.get(intent.latest_charge) : undefined
    if (!charge) throw invalid(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`)
    return { intent, charge }
  }

  createRefund(wanted: CreateRefund, waits = false): RefundObject {
    return this.#returns.refund(wanted, waits)
  }

  /** What the bank makes of a refund that waits, or of one that has arrived and comes back. */
  settleRefund(id: string, outcome: 'succeeded' | 'failed'): RefundObject {
    return this.#returns.settle(id, outcome)
  }

  openDispute(paymentId: string, reason = 'fraudulent'): DisputeObject {
    return this.#returns.open(paymentId, reason)
  }

  closeDispute(id: string, outcome: 'won' | 'lost'): DisputeObject {
    return this.#returns.close(id, outcome)
  }

  #record(type: string, object: object, sessionId: string | null): void {
    const event: EventObject = {
      id: makeId('evt'),
      object: 'event',
      api_version: this.#apiVersion,
      created: this.#now(),
      // As it was then: later changes of the object do not reach the event.
      data: { object: structuredClone(object) },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    }
    this.#add(event)
    this.#write({ kind: 'event', id: event.id, value: event })
    this.#announce(event, sessionId)
  }
}
