import Stripe from 'stripe'
import type { EventObject } from '#app/infra/stripe-sandbox/book.server.ts'

/** How the events of one session reach the shop. */
export type WebhookSwitch = 'normal' | 'duplicate' | 'late' | 'never' | 'out_of_order'

const RETRY_AFTER_MS = [500, 1_000, 2_000, 4_000, 8_000]
// Long enough for all events of one act to be there before they are turned round.
const GATHER_MS = 50
const ANSWER_WITHIN_MS = 10_000

/** Signs events and delivers them, one after the other, until the shop answers 2xx. */
export class Webhooks {
  readonly switches = new Map<string, WebhookSwitch>()
  /** Events that wait for {@link deliver}. */
  readonly #held: EventObject[] = []
  readonly #gathered = new Map<string, EventObject[]>()
  readonly #target: { url: string | null; secret: string }
  readonly #stripe = new Stripe('sk_test_sandbox')
  #queue: Promise<void> = Promise.resolve()
  #closed = false

  constructor(target: { url: string | null; secret: string }) {
    this.#target = target
  }

  announce(event: EventObject, sessionId: string | null): void {
    switch ((sessionId && this.switches.get(sessionId)) || 'normal') {
      case 'never':
        return
      case 'late':
        this.#held.push(event)
        return
      case 'duplicate':
        this.#send(event)
        this.#send(event)
        return
      case 'out_of_order':
        this.#gather(event, sessionId!)
        return
      case 'normal':
        this.#send(event)
    }
  }

  /** Sends what is held back and waits until everything under way has been answered. */
  async deliver(): Promise<void> {
    for (const event of this.#held.splice(0)) this.#send(event)
    await this.idle()
  }

  async idle(): Promise<void> {
    while (this.#gathered.size > 0) await new Promise((resolve) => setTimeout(resolve, GATHER_MS))
    await this.#queue
  }

  close(): void {
    this.#closed = true
  }

  #gather(event: EventObject, sessionId: string): void {
    const waiting = this.#gathered.get(sessionId)
    if (waiting) {
      waiting.push(event)
      return
    }
    const first = [event]
    this.#gathered.set(sessionId, first)
    setTimeout(() => {
      this.#gathered.delete(sessionId)
      for (const gathered of first.reverse()) this.#send(gathered)
    }, GATHER_MS)
  }

  #send(event: EventObject): void {
    this.#queue = this.#queue.then(() => this.#attempt(event, 0))
  }

  async #attempt(event: EventObject, tries: number): Promise<void> {
    const { url, secret } = this.#target
    if (!url || this.#closed) return
    const body = JSON.stringify(event)
    const signature = this.#stripe.webhooks.generateTestHeaderString({ payload: body, secret })
    const answered = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Stripe-Signature': signature },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).then((response) => response.ok, () => false)
    const pause = RETRY_AFTER_MS[tries]
    // A retry goes on beside the queue: one shop that is away must not stop later events.
    if (!answered && pause !== undefined) setTimeout(() => void this.#attempt(event, tries + 1), pause).unref()
  }
}
