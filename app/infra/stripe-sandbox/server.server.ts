import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { SandboxError } from '#app/infra/stripe-sandbox/answers.server.ts'
import { answerApi, operationOf } from '#app/infra/stripe-sandbox/api.server.ts'
import { Book } from '#app/infra/stripe-sandbox/book.server.ts'
import { BookFile } from '#app/infra/stripe-sandbox/book-file.server.ts'
import type { PayOutcome } from '#app/infra/stripe-sandbox/book.server.ts'
import { answerControl } from '#app/infra/stripe-sandbox/control.server.ts'
import { Faults } from '#app/infra/stripe-sandbox/faults.server.ts'
import { IdempotencyKeys } from '#app/infra/stripe-sandbox/idempotency.server.ts'
import { payPage, payPageOver, payPageStyle } from '#app/infra/stripe-sandbox/pay-page.server.ts'
import { sendAnswer } from '#app/infra/stripe-sandbox/send-answer.server.ts'
import { Webhooks } from '#app/infra/stripe-sandbox/webhooks.server.ts'
import type { WebhookSwitch } from '#app/infra/stripe-sandbox/webhooks.server.ts'

export type SandboxOptions = {
  /** 0 takes a free one. */
  port: number
  host?: string
  /** The origin people's browsers use; the listening address unless given. */
  publicOrigin?: string
  secretKey: string
  webhookUrl: string | null
  webhookSecret: string
  /** Where its book outlives it. */
  bookFile?: string | null
  now?: () => Date
}

export type Sandbox = {
  url: string
  book: Book
  webhooks: Webhooks
  /** What shall go wrong with requests to the API. */
  faults: Faults
  /** What a buyer does on the pay page. */
  pay: (sessionId: string, outcome?: PayOutcome) => void
  /** Requests to the API so far. */
  requests: () => number
  /** When the work of all requests so far is done, also of those whose callers gave up. */
  idle: () => Promise<void>
  close: () => Promise<void>
}

const BODY_LIMIT = 256 * 1024
const API_VERSION = Stripe.API_VERSION

/** A strict stand-in for the provider, over HTTP, with a book of its own. Never for production. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  if (process.env.APP_MODE === 'production') throw new Error('The payment sandbox is not for production')
  const now = options.now ?? (() => new Date())
  const webhooks = new Webhooks({ url: options.webhookUrl, secret: options.webhookSecret })
  // Each reads the file on its own.
  const open = () => (options.bookFile ? new BookFile(options.bookFile) : null)
  const [bookFile, keyFile] = [open(), open()]
  const faults = new Faults()
  const keys = new IdempotencyKeys(now, keyFile)
  let origin = options.publicOrigin ?? ''
  let requests = 0
  const inHand = new Set<Promise<unknown>>()
  const book = new Book({
    apiVersion: API_VERSION,
    origin: () => origin,
    now,
    announce: (event, sessionId) => webhooks.announce(event, sessionId),
    file: bookFile,
  })

  const server = createServer((req, res) => {
    void handle(req, res).catch(() => {
      if (!res.headersSent) res.writeHead(500)
      res.end()
    })
  })
  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://sandbox')
    const body = await readBody(req)
    if (url.pathname.startsWith('/v1/')) {
      requests += 1
      const fault = faults.take(operationOf(req, url))
      if (fault?.kind === 'reset_before') return void req.socket.resetAndDestroy()
      if (fault?.kind === 'bad_gateway') return sendAnswer(res, { status: 502, body: {} }, fault)
      const work = answerApi({ req, url, body, book, keys, secretKey: options.secretKey, apiVersion: API_VERSION, fault })
      inHand.add(work)
      return sendAnswer(res, await work.finally(() => inHand.delete(work)), fault)
    }
    if (url.pathname.startsWith('/_sandbox/')) return sendAnswer(res, answerControl({ req, url, body, book, faults, secretKey: options.secretKey }), null)
    answerPage(req, res, url, body)
  }
  function answerPage(req: IncomingMessage, res: ServerResponse, url: URL, body: string): void {
    if (url.pathname === '/healthz') return sendText(res, 200, 'ok', 'text/plain')
    if (url.pathname === '/pay.css') return sendText(res, 200, payPageStyle, 'text/css')
    const id = /^\/pay\/(cs_test_[0-9a-f]+)$/.exec(url.pathname)?.[1]
    const session = id ? (book.sessions.get(id) ?? null) : null
    if (!session || book.session(session.id).status !== 'open') return sendText(res, session ? 410 : 404, payPageOver(session), 'text/html')
    if (req.method === 'GET') return sendText(res, 200, payPage(session, book.items.get(session.id) ?? [], url.searchParams.has('failed')), 'text/html')
    const form = new URLSearchParams(body)
    const wish = form.get('webhooks')
    if (wish && ['duplicate', 'late', 'never', 'out_of_order'].includes(wish)) webhooks.switches.set(session.id, wish as WebhookSwitch)
    switch (form.get('outcome')) {
      case 'success':
        book.pay(session.id, 'success')
        return sendTo(res, (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id))
      case 'failure':
        book.pay(session.id, 'failure')
        return sendTo(res, `/pay/${session.id}?failed=1`)
      default:
        return sendTo(res, session.cancel_url ?? '/')
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host ?? '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  origin ||= url
  return {
    url,
    book,
    webhooks,
    faults,
    pay: (sessionId, outcome = 'success') => void book.pay(sessionId, outcome),
    requests: () => requests,
    idle: async () => void (await Promise.allSettled(inHand)),
    close: async () => {
      webhooks.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      bookFile?.close()
      keyFile?.close()
    },
  }
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_LIMIT) throw new SandboxError(413, 'invalid_request_error', null, 'Request too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function sendText(res: ServerResponse, status: number, content: string, type: string): void {
  res.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    // No form-action: browsers apply it to the redirect back to the shop as well.
    'Content-Security-Policy': "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  })
  res.end(content)
}

function sendTo(res: ServerResponse, address: string): void {
  res.writeHead(303, { Location: address })
  res.end()
}
