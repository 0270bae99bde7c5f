import { z } from 'zod'
import type { Answer } from '#app/infra/stripe-sandbox/answers.server.ts'
import { SandboxError } from '#app/infra/stripe-sandbox/answers.server.ts'

export const operations = [
  'create_session', 'retrieve_session', 'expire_session', 'list_sessions', 'retrieve_payment',
  'create_refund', 'retrieve_refund', 'list_refunds', 'retrieve_dispute', 'list_events',
] as const
export type Operation = (typeof operations)[number]

export const faultKinds = [
  // Nothing is carried out, nothing is stored under the key.
  'reset_before', 'rate_limit', 'conflict', 'bad_gateway',
  // The answer is stored under the key and given again; in the second the object exists.
  'stored_500', 'stored_500_made',
  // Carried out late, while twins under the same key are told that one is in flight.
  'late_work',
  // Carried out; the answer is lost or cannot be read.
  'timeout', 'reset_after', 'cut_body', 'slow_body', 'truncated_json', 'html', 'not_an_object', 'empty_object', 'altered',
  // A refund that waits at the bank; the book settles it later.
  'pending',
] as const
export type FaultKind = (typeof faultKinds)[number]

export const faultOrder = z.strictObject({
  operation: z.enum(operations),
  kind: z.enum(faultKinds),
  /** How many requests it meets. */
  count: z.int().min(1).max(10_000).default(1),
  /** late_work: how long the work waits. slow_body: pause between two bytes. */
  delayMs: z.int().min(1).max(60_000).default(1_000),
  /** altered: these fields of the answer say something else. */
  patch: z.record(z.string(), z.unknown()).default({}),
})
export type FaultOrder = z.input<typeof faultOrder>
export type Fault = z.output<typeof faultOrder>

export const stormOrder = z.strictObject({
  /** The same requests in the same order meet the same faults. */
  seed: z.int(),
  /** How many of all requests meet one, 0 … 1. */
  share: z.number().min(0).max(1),
  /** Which ones; all that need no further word unless given. */
  kinds: z.array(z.enum(faultKinds)).min(1).optional(),
  delayMs: z.int().min(1).max(60_000).default(1_000),
})
export type StormOrder = z.input<typeof stormOrder>

const makes: readonly (Operation | null)[] = ['create_session', 'create_refund', 'expire_session']
const onlyOfMaking: readonly FaultKind[] = ['stored_500_made', 'late_work']

/** What shall go wrong, in the order it was asked for; nothing unless asked for. */
export class Faults {
  #waiting: Fault[] = []
  #storm: ((operation: Operation) => Fault | null) | null = null

  order(wanted: FaultOrder): void {
    this.#waiting.push(faultOrder.parse(wanted))
  }

  /** From now on any request may meet a fault, by the seed. */
  storm(wanted: StormOrder): void {
    const { seed, share, kinds, delayMs } = stormOrder.parse(wanted)
    const next = randomBy(seed)
    this.#storm = (operation) => {
      if (next() >= share) return null
      const possible = (kinds ?? faultKinds).filter(
        (kind) => kind !== 'altered' && (kind !== 'pending' || operation === 'create_refund') && (!onlyOfMaking.includes(kind) || makes.includes(operation)),
      )
      const kind = possible[Math.floor(next() * possible.length)]
      return kind ? faultOrder.parse({ operation, kind, delayMs }) : null
    }
  }

  /** Orders that have not met all their requests yet. */
  get waiting(): readonly Fault[] {
    return this.#waiting
  }

  clear(): void {
    this.#waiting = []
    this.#storm = null
  }

  /** The fault that this request meets; it counts as met. */
  take(operation: Operation | null): Fault | null {
    if (!operation) return null
    const fault = this.#waiting.find((waiting) => waiting.operation === operation)
    if (!fault) return this.#storm?.(operation) ?? null
    fault.count -= 1
    if (fault.count === 0) this.#waiting = this.#waiting.filter((waiting) => waiting !== fault)
    return fault
  }
}

/** Numbers from 0 to 1 (mulberry32). */
function randomBy(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const apiError: Answer = { status: 500, body: { error: { type: 'api_error', message: 'An unknown error occurred' } } }

/** The refusals that come before any work. */
export function refuseFor(fault: Fault | null): void {
  if (fault?.kind === 'rate_limit') throw new SandboxError(429, 'invalid_request_error', 'rate_limit', 'Too many requests hit the API too quickly.')
  if (fault?.kind === 'conflict')
    throw new SandboxError(409, 'idempotency_error', 'idempotency_key_in_use', 'There is currently another in-progress request using this idempotency key.')
}

/** The work of a request as its fault has it; what it returns is stored under the key. */
export async function workWith(fault: Fault | null, carryOut: () => Answer): Promise<Answer> {
  if (fault?.kind === 'stored_500') return apiError
  if (fault?.kind === 'late_work') await new Promise((resolve) => setTimeout(resolve, fault.delayMs))
  const answer = carryOut()
  return fault?.kind === 'stored_500_made' ? apiError : answer
}
