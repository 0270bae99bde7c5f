import { z } from 'zod'
import type { PaymentMethod } from '#app/infra/generated/prisma/enums.ts'
import type { ProviderDispute, ProviderEvent, ProviderRefund, ProviderSession } from '#app/infra/payment-provider.server.ts'

// What the provider answers is input like any other: an answer that lacks what it must say,
// speaks of another object or of another mode is no answer.

const methodOfType: Record<string, PaymentMethod> = { wechat_pay: 'WECHAT_PAY', alipay: 'ALIPAY', card: 'CARD' }

const seconds = z.int().min(0)
const fen = z.int().min(0)
const metadata = z.record(z.string(), z.string()).nullish()
const reference = z.union([z.string().min(1), z.looseObject({ id: z.string().min(1) })]).nullish()

const charge = z.looseObject({ id: z.string().min(1), created: seconds, payment_method_details: z.looseObject({ type: z.string() }).nullish() })

const session = z.looseObject({
  id: z.string().min(1),
  object: z.literal('checkout.session'),
  allowed_payment_method_types: z.array(z.string()).nullish(),
  amount_total: fen.nullish(),
  currency: z.string().nullish(),
  expires_at: seconds,
  livemode: z.boolean(),
  metadata,
  payment_intent: z.union([z.string().min(1), z.looseObject({ id: z.string().min(1), amount_received: fen, latest_charge: z.union([z.string(), charge]).nullish() })]).nullish(),
  payment_status: z.string(),
  status: z.string().nullable(),
  url: z.string().regex(/^https?:\/\/[^\s]+$/).nullish(),
})

const refund = z.looseObject({
  id: z.string().min(1),
  object: z.literal('refund'),
  amount: fen,
  currency: z.string(),
  failure_reason: z.string().nullish(),
  metadata,
  payment_intent: reference,
  status: z.string().nullable(),
})

const dispute = z.looseObject({
  id: z.string().min(1),
  object: z.literal('dispute'),
  amount: fen,
  currency: z.string(),
  livemode: z.boolean(),
  payment_intent: reference,
  reason: z.string(),
  status: z.string(),
})

const event = z.looseObject({
  id: z.string().min(1),
  object: z.literal('event'),
  created: seconds,
  livemode: z.boolean(),
  type: z.string().min(1),
  data: z.looseObject({ object: z.looseObject({ id: z.string().optional(), object: z.string().optional() }) }),
})

const idOf = (given: z.output<typeof reference>): string | null => (typeof given === 'string' ? given : (given?.id ?? null))

/** @param expected the object that was asked for, and the mode of our key */
export function readSession(answer: unknown, expected: { livemode: boolean; id?: string }): ProviderSession {
  const read = session.parse(answer)
  sameObject(read, expected)
  const intent = typeof read.payment_intent === 'object' ? read.payment_intent : null
  const charged = intent && typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  const paid = read.payment_status === 'paid'
  return {
    id: read.id,
    url: read.url ?? null,
    // A status of a later API version counts as open: nothing is released on it.
    status: read.status === 'complete' ? 'complete' : read.status === 'expired' ? 'expired' : 'open',
    paid,
    amountFen: intent?.amount_received || (read.amount_total ?? 0),
    currency: read.currency ?? '',
    paymentId: intent?.id ?? (typeof read.payment_intent === 'string' ? read.payment_intent : null),
    method: methodOfType[charged?.payment_method_details?.type ?? read.allowed_payment_method_types?.[0] ?? ''] ?? null,
    capturedAt: paid && charged ? new Date(charged.created * 1000) : null,
    metadata: read.metadata ?? {},
    livemode: read.livemode,
    expiresAt: new Date(read.expires_at * 1000),
  }
}

export function readRefund(answer: unknown, id?: string): ProviderRefund {
  const read = refund.parse(answer)
  if (id !== undefined && read.id !== id) throw new Error('The answer is about another object')
  const statuses = { succeeded: 'succeeded', failed: 'failed', canceled: 'canceled' } as const
  return {
    id: read.id,
    status: statuses[read.status as keyof typeof statuses] ?? 'pending',
    amountFen: read.amount,
    currency: read.currency,
    paymentId: idOf(read.payment_intent),
    metadata: read.metadata ?? {},
    failureReason: read.failure_reason ?? null,
  }
}

export function readDispute(answer: unknown, expected: { livemode: boolean; id: string }): ProviderDispute {
  const read = dispute.parse(answer)
  sameObject(read, expected)
  return {
    id: read.id,
    // Warnings and later statuses count as open: a person looks at them.
    status: read.status === 'won' || read.status === 'warning_closed' || read.status === 'prevented' ? 'won' : read.status === 'lost' ? 'lost' : 'open',
    reason: read.reason,
    amountFen: read.amount,
    currency: read.currency,
    paymentId: idOf(read.payment_intent),
  }
}

export function readEvent(answer: unknown, expected: { livemode: boolean }): ProviderEvent {
  const read = event.parse(answer)
  sameObject(read, expected)
  return {
    id: read.id,
    type: read.type,
    createdAt: new Date(read.created * 1000),
    objectId: read.data.object.id ?? '',
  }
}

function sameObject(read: { id: string; livemode: boolean }, expected: { livemode: boolean; id?: string }): void {
  if (read.livemode !== expected.livemode) throw new Error('The answer is of the other mode')
  if (expected.id !== undefined && read.id !== expected.id) throw new Error('The answer is about another object')
}
