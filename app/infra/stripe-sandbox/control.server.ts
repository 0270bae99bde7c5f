import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import type { Answer } from '#app/infra/stripe-sandbox/answers.server.ts'
import { SandboxError } from '#app/infra/stripe-sandbox/answers.server.ts'
import type { Book } from '#app/infra/stripe-sandbox/book.server.ts'
import type { Faults } from '#app/infra/stripe-sandbox/faults.server.ts'
import { faultOrder, stormOrder } from '#app/infra/stripe-sandbox/faults.server.ts'

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

const settledRefund = z.strictObject({ id: z.string(), outcome: z.enum(['succeeded', 'failed']) })
const openedDispute = z.strictObject({ payment_intent: z.string(), reason: z.string().max(40).default('fraudulent') })
const closedDispute = z.strictObject({ id: z.string(), outcome: z.enum(['won', 'lost']) })

/**
 * What a test may order over HTTP, from the same machine and with the sandbox's key:
 * POST /_sandbox/faults (a fault), GET (what waits), DELETE (none any more), POST
 * /_sandbox/storm (a share of all requests, by a seed); POST /_sandbox/refunds, /_sandbox/disputes, /_sandbox/disputes/close: what a bank decides.
 */
export function answerControl({ req, url, body, book, faults, secretKey }: {
  req: IncomingMessage
  url: URL
  body: string
  book: Book
  faults: Faults
  secretKey: string
}): Answer {
  try {
    if (!LOOPBACK.includes(req.socket.remoteAddress ?? '') || !sameText(req.headers.authorization ?? '', `Bearer ${secretKey}`))
      throw new SandboxError(404, 'invalid_request_error', null, 'Not found')
    const read = <Schema extends z.ZodType>(schema: Schema): z.output<Schema> => {
      const parsed = schema.safeParse(jsonOf(body))
      if (!parsed.success) throw new SandboxError(400, 'invalid_request_error', null, z.prettifyError(parsed.error))
      return parsed.data
    }
    switch (`${req.method ?? ''} ${url.pathname}`) {
      case 'POST /_sandbox/faults':
        faults.order(read(faultOrder))
        return { status: 200, body: { waiting: faults.waiting } }
      case 'POST /_sandbox/storm':
        faults.storm(read(stormOrder))
        return { status: 200, body: { waiting: faults.waiting } }
      case 'GET /_sandbox/faults':
        return { status: 200, body: { waiting: faults.waiting } }
      case 'DELETE /_sandbox/faults':
        faults.clear()
        return { status: 200, body: { waiting: faults.waiting } }
      case 'POST /_sandbox/refunds': {
        const { id, outcome } = read(settledRefund)
        return { status: 200, body: book.settleRefund(id, outcome) }
      }
      case 'POST /_sandbox/disputes': {
        const { payment_intent, reason } = read(openedDispute)
        return { status: 200, body: book.openDispute(payment_intent, reason) }
      }
      case 'POST /_sandbox/disputes/close': {
        const { id, outcome } = read(closedDispute)
        return { status: 200, body: book.closeDispute(id, outcome) }
      }
      default:
        throw new SandboxError(404, 'invalid_request_error', null, 'Not found')
    }
  } catch (error) {
    if (error instanceof SandboxError) return error.answer
    throw error
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

function sameText(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
