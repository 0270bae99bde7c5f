import Stripe from 'stripe'
import { logger } from '#app/infra/logger.server.ts'
import type {
  PaymentProvider,
  ProviderEvent,
  ProviderFailure,
  ProviderResult,
  SessionRequest,
} from '#app/infra/payment-provider.server.ts'
import { readDispute, readEvent, readRefund, readSession } from '#app/infra/stripe-answers.server.ts'
import { strictHttpClient } from '#app/infra/stripe-http-client.server.ts'

export type StripeSettings = {
  secretKey: string
  webhookSecrets: readonly string[]
  apiBase: string | null
  /** Patience with one try of a call, and how often it is tried again at once. */
  timeoutMs?: number
  retries?: number
}

// A shopper waits for these calls; the job that repeats them has the same patience.
const CALL_TIMEOUT_MS = 8_000
const RETRIES = 2
const WEBHOOK_TOLERANCE_SECONDS = 300
/** Between our clock and the provider's, when sessions are looked for by their making. */
const CLOCK_SKEW_SECONDS = 300
/** More objects than this in a search make its answer unknown, never "there is none". */
const SEARCHED = 10_000

const methodTypes = { WECHAT_PAY: 'wechat_pay', ALIPAY: 'alipay', CARD: 'card' } as const

/** Every call with the official SDK; see the port for what its results mean. */
export function createStripeProvider(settings: StripeSettings): PaymentProvider {
  const stripe = new Stripe(settings.secretKey, {
    timeout: settings.timeoutMs ?? CALL_TIMEOUT_MS,
    maxNetworkRetries: settings.retries ?? RETRIES,
    telemetry: false,
    httpClient: strictHttpClient(),
    ...hostOf(settings.apiBase),
  })
  const livemode = /^[a-z]+_live_/.test(settings.secretKey)
  const retrieveSession = (id: string) =>
    call(() => retrieve(stripe, id), (answer) => readSession(answer, { livemode, id }))
  return {
    createSession: (request) =>
      call(
        () => stripe.checkout.sessions.create(sessionParameters(request), { idempotencyKey: request.idempotencyKey }),
        (answer) => readSession(answer, { livemode }),
      ),
    findSession: async ({ attemptId, askedAt }) => {
      const since = Math.floor(askedAt.getTime() / 1000) - CLOCK_SKEW_SECONDS
      const found = await call(
        () => search(stripe.checkout.sessions.list({ created: { gte: since }, limit: 100 }), ({ metadata }) => metadata?.attempt_id === attemptId),
        (session) => session,
      )
      return found.ok && found.value ? retrieveSession(found.value.id) : (found as ProviderResult<null>)
    },
    retrieveSession,
    expireSession: (id) => call(() => expire(stripe, id), (answer) => readSession(answer, { livemode, id })),
    createRefund: (request) =>
      call(
        () =>
          stripe.refunds.create(
            { payment_intent: request.paymentId, amount: request.amountFen, metadata: request.metadata },
            { idempotencyKey: request.idempotencyKey },
          ),
        (answer) => readRefund(answer),
      ),
    findRefund: ({ refundId, paymentId }) =>
      call(
        () => search(stripe.refunds.list({ payment_intent: paymentId, limit: 100 }), ({ metadata }) => metadata?.refund_id === refundId),
        (answer) => (answer ? readRefund(answer) : null),
      ),
    retrieveRefund: (id) => call(() => stripe.refunds.retrieve(id), (answer) => readRefund(answer, id)),
    retrieveDispute: (id) => call(() => stripe.disputes.retrieve(id), (answer) => readDispute(answer, { livemode, id })),
    listEvents: (since, types) =>
      call(
        () =>
          stripe.events
            .list({ created: { gte: Math.floor(since.getTime() / 1000) }, types: [...types], limit: 100 })
            .autoPagingToArray({ limit: SEARCHED }),
        (events) => events.map((event) => readEvent(event, { livemode })).reverse(),
      ),
    verifyWebhook: (rawBody, signature) => Promise.resolve(verify(stripe, settings.webhookSecrets, rawBody, signature, livemode)),
  }
}

function hostOf(apiBase: string | null): { host?: string; port?: string; protocol?: 'http' | 'https' } {
  if (!apiBase) return {}
  const { hostname, port, protocol } = new URL(apiBase)
  return { host: hostname, port: port || (protocol === 'https:' ? '443' : '80'), protocol: protocol === 'https:' ? 'https' : 'http' }
}

function sessionParameters(request: SessionRequest): Stripe.Checkout.SessionCreateParams {
  return {
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
  }
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

/** The newest object that fits; null when all were seen. */
async function search<T>(list: AsyncIterable<T>, fits: (object: T) => boolean): Promise<T | null> {
  let seen = 0
  for await (const object of list) {
    if (fits(object)) return object
    seen += 1
    if (seen === SEARCHED) throw new Error('Too many objects to search')
  }
  return null
}

/** Nothing that the provider or the road to it does is an exception here. */
async function call<Answer, T>(ask: () => Promise<Answer>, read: (answer: Answer) => T): Promise<ProviderResult<T>> {
  try {
    return { ok: true, value: read(await ask()) }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return failureOf(error)
    const message = error instanceof Error ? error.message : 'unknown'
    logger().error({ reason: message.slice(0, 500) }, 'the payment provider’s answer cannot be used')
    return { ok: false, kind: 'unknown_outcome', code: 'unreadable_answer', message: message.slice(0, 500) }
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
  // The key was used with other parameters: what was made by them is found by looking.
  if (error instanceof Stripe.errors.StripeIdempotencyError) return failure('key_spent')
  // The API's own errors are stored under the key and given again for a day.
  if (error.statusCode === 500 || (error.statusCode !== undefined && error.statusCode > 500 && isReplayed(error))) return failure('key_spent')
  // A twin under this key is in flight.
  if (error.statusCode === 409) return failure('unknown_outcome')
  if (error.statusCode === 404) return failure('not_found')
  // A wrong key or a missing right is mended by the operator; the order waits meanwhile.
  if (error.statusCode === 401 || error.statusCode === 403) return failure('unavailable')
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) return failure('rejected')
  return failure('unknown_outcome')
}

function isReplayed(error: Stripe.errors.StripeError): boolean {
  return error.headers?.['idempotent-replayed'] === 'true'
}

function verify(stripe: Stripe, secrets: readonly string[], rawBody: Buffer, signature: string, livemode: boolean): ProviderEvent | null {
  // The SDK refuses old stamps only; one from the future is as wrong.
  const stamp = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(signature)?.[1] ?? Number.NaN)
  if (!(stamp <= Date.now() / 1000 + WEBHOOK_TOLERANCE_SECONDS)) return null
  for (const secret of secrets) {
    try {
      return readEvent(stripe.webhooks.constructEvent(rawBody, signature, secret, WEBHOOK_TOLERANCE_SECONDS), { livemode })
    } catch (error) {
      // While a secret is rolled, several are live: the next one may fit.
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) return null
    }
  }
  return null
}
