import type { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import Stripe from 'stripe'
import type { Answer } from '#app/infra/stripe-sandbox/answers.server.ts'
import type { Fault } from '#app/infra/stripe-sandbox/faults.server.ts'

/** Sends an answer of the API, or what its fault makes of it on the way. */
export async function sendAnswer(res: ServerResponse, answer: Answer & { replayed?: boolean }, fault: Fault | null): Promise<void> {
  const body = JSON.stringify(answer.body)
  switch (fault?.kind) {
    case 'timeout':
      // The connection stays open and silent until the caller gives up.
      return
    case 'reset_after':
      res.socket?.resetAndDestroy()
      return
    case 'cut_body':
      head(res, answer, body.length)
      res.write(body.slice(0, body.length / 2), () => res.socket?.resetAndDestroy())
      return
    case 'slow_body':
      return drip(res, answer, body, fault.delayMs)
    case 'truncated_json':
      return whole(res, answer, body.slice(0, body.length / 2))
    case 'html':
      return whole(res, answer, '<!doctype html><title>Welcome</title>')
    case 'bad_gateway':
      return whole(res, { ...answer, status: 502 }, '<html><h1>502 Bad Gateway</h1></html>')
    case 'not_an_object':
      return whole(res, answer, '"ok"')
    case 'empty_object':
      return whole(res, answer, '{}')
    case 'altered':
      return whole(res, answer, JSON.stringify({ ...answer.body, ...fault.patch }))
    default:
      return whole(res, answer, body)
  }
}

function head(res: ServerResponse, answer: Answer & { replayed?: boolean }, length: number): void {
  res.writeHead(answer.status, {
    'Content-Type': 'application/json',
    'Content-Length': length,
    'Request-Id': `req_${Date.now()}`,
    'Stripe-Version': Stripe.API_VERSION,
    ...(answer.status === 429 ? { 'Retry-After': '1' } : {}),
    ...(answer.replayed ? { 'Idempotent-Replayed': 'true' } : {}),
  })
}

function whole(res: ServerResponse, answer: Answer & { replayed?: boolean }, body: string): void {
  head(res, answer, Buffer.byteLength(body))
  res.end(body)
}

async function drip(res: ServerResponse, answer: Answer, body: string, pauseMs: number): Promise<void> {
  const bytes = Buffer.from(body)
  head(res, answer, bytes.length)
  for (let sent = 0; sent < bytes.length && !res.destroyed; sent += 1) {
    res.write(bytes.subarray(sent, sent + 1))
    await pause(pauseMs, undefined, { ref: false })
  }
  res.end()
}
