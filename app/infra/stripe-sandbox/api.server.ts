import type { IncomingMessage } from 'node:http'
import type { Answer } from '#app/infra/stripe-sandbox/answers.server.ts'
import { SandboxError, invalid, missing } from '#app/infra/stripe-sandbox/answers.server.ts'
import type { Book, SessionObject } from '#app/infra/stripe-sandbox/book.server.ts'
import type { Fault, Operation } from '#app/infra/stripe-sandbox/faults.server.ts'
import { refuseFor, workWith } from '#app/infra/stripe-sandbox/faults.server.ts'
import { decodeForm } from '#app/infra/stripe-sandbox/form.server.ts'
import type { IdempotencyKeys } from '#app/infra/stripe-sandbox/idempotency.server.ts'
import {
  createRefundParameters,
  createSessionParameters,
  listEventsParameters,
  listRefundsParameters,
  listSessionsParameters,
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
  /** What goes wrong with this request. */
  fault: Fault | null
}

/** Answers one request to /v1: key and version first, then parameters, then the book. */
export async function answerApi(call: ApiCall): Promise<Answer & { replayed?: boolean }> {
  try {
    checkCaller(call)
    refuseFor(call.fault)
    const work = () => workWith(call.fault, () => carryOut(call))
    if (call.req.method !== 'POST') return await work()
    const key = call.req.headers['idempotency-key']
    const request = `${call.url.pathname}\n${call.body}`
    return await call.keys.run(typeof key === 'string' ? key : null, request, work)
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

type Route = { operation: Operation; id: string }

const routes: readonly [method: string, path: RegExp, operation: Operation][] = [
  ['POST', /^\/v1\/checkout\/sessions$/, 'create_session'],
  ['GET', /^\/v1\/checkout\/sessions$/, 'list_sessions'],
  ['GET', /^\/v1\/checkout\/sessions\/([^/]+)$/, 'retrieve_session'],
  ['POST', /^\/v1\/checkout\/sessions\/([^/]+)\/expire$/, 'expire_session'],
  ['GET', /^\/v1\/payment_intents\/([^/]+)$/, 'retrieve_payment'],
  ['POST', /^\/v1\/refunds$/, 'create_refund'],
  ['GET', /^\/v1\/refunds$/, 'list_refunds'],
  ['GET', /^\/v1\/refunds\/([^/]+)$/, 'retrieve_refund'],
  ['GET', /^\/v1\/disputes\/([^/]+)$/, 'retrieve_dispute'],
  ['GET', /^\/v1\/events$/, 'list_events'],
]

function routeOf(method: string, path: string): Route | null {
  for (const [wanted, pattern, operation] of routes) {
    const match = wanted === method ? pattern.exec(path) : null
    if (match) return { operation, id: match[1] ?? '' }
  }
  return null
}

/** What a request asks for; null where there is no such address. */
export function operationOf(req: IncomingMessage, url: URL): Operation | null {
  return routeOf(req.method ?? '', url.pathname)?.operation ?? null
}

function carryOut({ req, url, body, book, fault }: ApiCall): Answer {
  const form = decodeForm(req.method === 'POST' ? body : url.search.slice(1))
  const route = routeOf(req.method ?? '', url.pathname)
  const ok = (object: object): Answer => ({ status: 200, body: object })
  switch (route?.operation) {
    case 'create_session': {
      const wanted = parseParameters(createSessionParameters, form)
      return ok(expandSession(book, book.createSession(wanted), wanted.expand))
    }
    case 'retrieve_session':
      return ok(expandSession(book, book.session(route.id), parseParameters(retrieveParameters, form).expand))
    case 'expire_session':
      return ok(expandSession(book, book.expireSession(route.id), parseParameters(retrieveParameters, form).expand))
    case 'list_sessions':
      return ok(listSessions(book, parseParameters(listSessionsParameters, form)))
    case 'retrieve_payment':
      return ok(book.intent(route.id))
    case 'create_refund':
      return ok(book.createRefund(parseParameters(createRefundParameters, form), fault?.kind === 'pending'))
    case 'retrieve_refund':
      return ok(book.refund(route.id))
    case 'list_refunds':
      return ok(listRefunds(book, parseParameters(listRefundsParameters, form)))
    case 'retrieve_dispute':
      return ok(book.dispute(route.id))
    case 'list_events':
      return ok(listEvents(book, parseParameters(listEventsParameters, form)))
    case undefined:
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

type Page = { limit?: number | undefined; starting_after?: string | undefined }
type Range = { gte?: number | undefined; gt?: number | undefined; lte?: number | undefined; lt?: number | undefined }

/** A page of what fits, newest first, as the provider lists. */
function list<T extends { id: string }>(what: string, newestFirst: readonly T[], { limit = 10, starting_after }: Page, fits: (object: T) => boolean): object {
  const from = starting_after ? newestFirst.findIndex((object) => object.id === starting_after) + 1 : 0
  if (starting_after && from === 0) throw missing(what, starting_after)
  const found = newestFirst.slice(from).filter(fits)
  return { object: 'list', url: `/v1/${what}s`, has_more: found.length > limit, data: found.slice(0, limit) }
}

const within = (at: number, { gte = -Infinity, gt = -Infinity, lte = Infinity, lt = Infinity }: Range = {}): boolean =>
  at >= gte && at > gt && at <= lte && at < lt

function listRefunds(book: Book, query: Page & { payment_intent?: string | undefined }): object {
  return list('refund', [...book.refunds.values()].reverse(), query, (refund) => !query.payment_intent || refund.payment_intent === query.payment_intent)
}

function listSessions(book: Book, query: Page & { created?: Range | undefined; payment_intent?: string | undefined }): object {
  return list(
    'checkout/session',
    [...book.sessions.values()].reverse(),
    query,
    (session) => within(session.created, query.created) && (!query.payment_intent || session.payment_intent === query.payment_intent),
  )
}

type EventQuery = Page & { type?: string | undefined; types?: string[] | undefined; created?: Range | undefined }

function listEvents(book: Book, query: EventQuery): object {
  return list(
    'event',
    [...book.events].reverse(),
    query,
    ({ type, created }) => (!query.type || type === query.type) && (!query.types || query.types.includes(type)) && within(created, query.created),
  )
}
