import Stripe from 'stripe'
import type { PaymentMethod } from '#app/infra/generated/prisma/enums.ts'
import type {
  PaymentProvider,
  ProviderEvent,
  ProviderFailure,
  ProviderRefund,
  ProviderResult,
  ProviderSession,
} from '#app/infra/payment-provider.server.ts'

export type StripeSettings = { secretKey: string; webhookSecrets: readonly string[]; apiBase: string | null }

// A shopper waits for these calls; the job that repeats them has the same patience.
const CALL_TIMEOUT_MS = 8_000
const WEBHOOK_TOLERANCE_SECONDS = 300

const methodTypes = { WECHAT_PAY: 'wechat_pay', ALIPAY: 'alipay', CARD: 'card' } as const
const methodOfType: Record<string, PaymentMethod> = { wechat_pay: 'WECHAT_PAY', alipay: 'ALIPAY', card: 'CARD' }

/** Every call with the official SDK; see the port for what its results mean. */
export function createStripeProvider(settings: StripeSettings): PaymentProvider {
  const stripe = new Stripe(settings.secretKey, {
    timeout: CALL_TIMEOUT_MS,
    maxNetworkRetries: 2,
    telemetry: false,
    ...hostOf(settings.apiBase),
  })
  return {
    createSession: (request) =>
      call(async () =>
        toSession(
          await stripe.checkout.sessions.create(
            {
              mode: 'payment',
              client_reference_id: request.number,
              allowed_payment_method_types: [methodTypes[request.method]],
              ...(request.method === 'WECHAT_PAY' ? { payment_method_options: { wechat_pay: { client: 'web' } } } : {}),
              line_items: request.items.map((item) => ({
                quantity: 1,
                price_data: { currency: 'cny', unit_amount: item.amountFen, product_data: { name: item.name } },
              })),
              metadata: request.metadata,
              payment_intent_data: { metadata: request.metadata },
              success_url: request.successUrl,
              cancel_url: request.cancelUrl,
              expires_at: Math.floor(request.expiresAt.getTime() / 1000),
              expand: ['payment_intent.latest_charge'],
            },
            { idempotencyKey: request.idempotencyKey },
          ),
        ),
      ),
    retrieveSession: (id) => call(async () => toSession(await retrieve(stripe, id))),
    expireSession: (id) => call(async () => toSession(await expire(stripe, id))),
    createRefund: (request) =>
      call(async () =>
        toRefund(
          await stripe.refunds.create(
            { payment_intent: request.paymentId, amount: request.amountFen, metadata: request.metadata },
            { idempotencyKey: request.idempotencyKey },
          ),
        ),
      ),
    retrieveRefund: (id) => call(async () => toRefund(await stripe.refunds.retrieve(id))),
    listEvents: (since) =>
      call(async () => {
        const events = await stripe.events
          .list({ created: { gte: Math.floor(since.getTime() / 1000) }, limit: 100 })
          .autoPagingToArray({ limit: 10_000 })
        return events.map(toEvent).reverse()
      }),
    verifyWebhook: (rawBody, signature) => Promise.resolve(verify(stripe, settings.webhookSecrets, rawBody, signature)),
  }
}

function hostOf(apiBase: string | null): { host?: string; port?: string; protocol?: 'http' | 'https' } {
  if (!apiBase) return {}
  const { hostname, port, protocol } = new URL(apiBase)
  return { host: hostname, port: port || (protocol === 'https:' ? '443' : '80'), protocol: protocol === 'https:' ? 'https' : 'http' }
}

function retrieve(stripe: Stripe, id: string): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] })
}

async function expire(stripe: Stripe, id: string): Promise<Stripe.Checkout.Session> {
  try {
    await stripe.checkout.sessions.expire(id, {}, { maxNetworkRetries: 1 })
  } catch (error) {
    // Only open sessions can be ended; of the others the present state is the answer.
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError) || error.statusCode === 404) throw error
  }
  return retrieve(stripe, id)
}

async function call<T>(run: () => Promise<T>): Promise<ProviderResult<T>> {
  try {
    return { ok: true, value: await run() }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return failureOf(error)
    throw error
  }
}

function failureOf(error: Stripe.errors.StripeError): ProviderFailure {
  const failure = (kind: ProviderFailure['kind']): ProviderFailure => ({
    ok: false,
    kind,
    code: error.code ?? error.type,
    message: error.message,
  })
  if (error instanceof Stripe.errors.StripeRateLimitError) return failure('unavailable')
  // Another request under this key is in flight, or had other parameters: what it made is unknown.
  if (error instanceof Stripe.errors.StripeIdempotencyError || error.statusCode === 409) return failure('unknown_outcome')
  if (error.statusCode === 404) return failure('not_found')
  // A wrong key or a missing right is mended by the operator; the order waits meanwhile.
  if (error.statusCode === 401 || error.statusCode === 403) return failure('unavailable')
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) return failure('rejected')
  return failure('unknown_outcome')
}

function toSession(session: Stripe.Checkout.Session): ProviderSession {
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null
  const charge = intent && typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  const paid = session.payment_status === 'paid'
  return {
    id: session.id,
    url: session.url,
    status: statusOf(session.status),
    paid,
    amountFen: intent?.amount_received || (session.amount_total ?? 0),
    currency: session.currency ?? '',
    paymentId: intent?.id ?? (typeof session.payment_intent === 'string' ? session.payment_intent : null),
    method: methodOfType[charge?.payment_method_details?.type ?? session.allowed_payment_method_types?.[0] ?? ''] ?? null,
    capturedAt: paid && charge ? new Date(charge.created * 1000) : null,
    metadata: session.metadata ?? {},
    livemode: session.livemode,
    expiresAt: new Date(session.expires_at * 1000),
  }
}

// A status of a later API version counts as open: nothing is released on it.
function statusOf(status: string | null): ProviderSession['status'] {
  return status === 'complete' ? 'complete' : status === 'expired' ? 'expired' : 'open'
}

function toRefund(refund: Stripe.Refund): ProviderRefund {
  const statuses = { succeeded: 'succeeded', failed: 'failed', canceled: 'canceled' } as const
  const intent = refund.payment_intent
  return {
    id: refund.id,
    status: statuses[refund.status as keyof typeof statuses] ?? 'pending',
    amountFen: refund.amount,
    currency: refund.currency,
    paymentId: typeof intent === 'string' ? intent : (intent?.id ?? null),
    metadata: refund.metadata ?? {},
    failureReason: refund.failure_reason ?? null,
  }
}

function toEvent(event: Stripe.Event): ProviderEvent {
  const object = event.data.object as { id?: string; object?: string }
  const kinds: Record<string, ProviderEvent['object']> = {
    'checkout.session': 'session',
    refund: 'refund',
    payment_intent: 'payment',
  }
  return {
    id: event.id,
    type: event.type,
    livemode: event.livemode,
    createdAt: new Date(event.created * 1000),
    objectId: object.id ?? '',
    object: kinds[object.object ?? ''] ?? 'other',
  }
}

function verify(stripe: Stripe, secrets: readonly string[], rawBody: Buffer, signature: string): ProviderEvent | null {
  // The SDK refuses old stamps only; one from the future is as wrong.
  const stamp = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(signature)?.[1] ?? Number.NaN)
  if (!(stamp <= Date.now() / 1000 + WEBHOOK_TOLERANCE_SECONDS)) return null
  for (const secret of secrets) {
    try {
      return toEvent(stripe.webhooks.constructEvent(rawBody, signature, secret, WEBHOOK_TOLERANCE_SECONDS))
    } catch (error) {
      // While a secret is rolled, several are live: the next one may fit.
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) return null
    }
  }
  return null
}
