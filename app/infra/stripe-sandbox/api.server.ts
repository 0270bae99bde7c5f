import type { IncomingMessage } from 'node:http'
import type { Answer } from '#app/infra/stripe-sandbox/answers.server.ts'
import { SandboxError, invalid, missing } from '#app/infra/stripe-sandbox/answers.server.ts'
import type { Book, RefundObject, SessionObject } from '#app/infra/stripe-sandbox/book.server.ts'
import { decodeForm } from '#app/infra/stripe-sandbox/form.server.ts'
import type { IdempotencyKeys } from '#app/infra/stripe-sandbox/idempotency.server.ts'
import {
  createRefundParameters,
  createSessionParameters,
  listEventsParameters,
  listRefundsParameters,
  parseParameters,
  retrieveParameters,
} from '#app/infra/stripe-sandbox/parameters.server.ts'

export type ApiCall = {
  req: IncomingMessage
  url: URL
  body: string
  book: Book
  keys: IdempotencyKeys
  secretKey: string
  apiVersion: string
}

/** Answers one request to /v1: key and version first, then parameters, then the book. */
export async function answerApi(call: ApiCall): Promise<Answer & { replayed?: boolean }> {
  try {
    checkCaller(call)
    if (call.req.method !== 'POST') return carryOut(call)
    const key = call.req.headers['idempotency-key']
    const request = `${call.url.pathname}\n${call.body}`
    return await call.keys.run(typeof key === 'string' ? key : null, request, () => Promise.resolve(carryOut(call)))
  } catch (error) {
    if (error instanceof SandboxError) return error.answer
    throw error
  }
}

function checkCaller({ req, secretKey, apiVersion }: ApiCall): void {
  if (req.headers.authorization !== `Bearer ${secretKey}`)
    throw new SandboxError(401, 'invalid_request_error', null, 'Invalid API Key provided')
  if (req.headers['stripe-version'] !== apiVersion)
    throw invalid(`Invalid Stripe API version: ${String(req.headers['stripe-version'])}`)
  const type = req.headers['content-type']
  if (req.method === 'POST' && type !== undefined && !type.startsWith('application/x-www-form-urlencoded'))
    throw invalid('Invalid request: unsupported content type')
}

function carryOut({ req, url, body, book }: ApiCall): Answer {
  const form = decodeForm(req.method === 'POST' ? body : url.search.slice(1))
  const [, , kind = '', id, act, ...rest] = url.pathname.split('/')
  const resource = kind === 'checkout' ? 'session' : kind
  const parts = kind === 'checkout' ? url.pathname.split('/').slice(4) : [id, act, ...rest].filter((part) => part !== undefined)
  const route = `${req.method ?? ''} ${resource} ${parts.length}${parts[1] ? ` ${parts[1]}` : ''}`
  const ok = (object: object): Answer => ({ status: 200, body: object })
  switch (route) {
    case 'POST session 0': {
      const wanted = parseParameters(createSessionParameters, form)
      return ok(expandSession(book, book.createSession(wanted), wanted.expand))
    }
    case 'GET session 1':
      return ok(expandSession(book, book.session(parts[0]!), parseParameters(retrieveParameters, form).expand))
    case 'POST session 2 expire':
      return ok(expandSession(book, book.expireSession(parts[0]!), parseParameters(retrieveParameters, form).expand))
    case 'GET payment_intents 1':
      return ok(book.intent(parts[0]!))
    case 'POST refunds 0':
      return ok(book.createRefund(parseParameters(createRefundParameters, form)))
    case 'GET refunds 1':
      return ok(book.refund(parts[0]!))
    case 'GET refunds 0':
      return ok(listRefunds(book, parseParameters(listRefundsParameters, form)))
    case 'GET events 0':
      return ok(listEvents(book, parseParameters(listEventsParameters, form)))
    default:
      throw new SandboxError(404, 'invalid_request_error', null, `Unrecognized request URL (${req.method ?? ''}: ${url.pathname})`)
  }
}

/** `payment_intent` and `payment_intent.latest_charge` as objects where asked for. */
function expandSession(book: Book, session: SessionObject, expand: readonly string[] = []): object {
  const unknown = expand.find((path) => path !== 'payment_intent' && path !== 'payment_intent.latest_charge')
  if (unknown) throw invalid(`This property cannot be expanded (${unknown}).`, null, 'expand')
  const intent = session.payment_intent ? book.intents.get(session.payment_intent) : undefined
  if (!intent || expand.length === 0) return session
  const charge = intent.latest_charge ? book.charges.get(intent.latest_charge) : undefined
  const deep = expand.includes('payment_intent.latest_charge') && charge
  return { ...session, payment_intent: { ...intent, latest_charge: deep ? charge : intent.latest_charge } }
}

function listRefunds(book: Book, { payment_intent, limit = 10 }: { payment_intent?: string | undefined; limit?: number | undefined }): object {
  const all: RefundObject[] = [...book.refunds.values()].reverse()
  const found = all.filter((refund) => !payment_intent || refund.payment_intent === payment_intent)
  return { object: 'list', url: '/v1/refunds', has_more: found.length > limit, data: found.slice(0, limit) }
}

type EventQuery = {
  limit?: number | undefined
  starting_after?: string | undefined
  type?: string | undefined
  created?: { gte?: number | undefined; gt?: number | undefined; lte?: number | undefined; lt?: number | undefined } | undefined
}

/** Newest first, as the provider lists them. */
function listEvents(book: Book, { limit = 10, starting_after, type, created = {} }: EventQuery): object {
  const all = [...book.events].reverse()
  const from = starting_after ? all.findIndex((event) => event.id === starting_after) + 1 : 0
  if (starting_after && from === 0) throw missing('event', starting_after)
  const found = all
    .slice(from)
    .filter(
      (event) =>
        (!type || event.type === type) &&
        event.created >= (created.gte ?? -Infinity) &&
        event.created > (created.gt ?? -Infinity) &&
        event.created <= (created.lte ?? Infinity) &&
        event.created < (created.lt ?? Infinity),
    )
  return { object: 'list', url: '/v1/events', has_more: found.length > limit, data: found.slice(0, limit) }
}
