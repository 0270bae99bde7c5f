import { setTimeout as wait } from 'node:timers/promises'
import { pool } from '#app/infra/db.server.ts'

const LOOK_MS = 250
/** Everything must have come to its end within this time after the last step of anybody. */
const QUIET_WITHIN_MS = 60_000

// What is on its way and not at its end; an empty answer is the quiet that a run waits for.
const unrest = `
  select 'checkout ' || number || ' ' || state as what from checkout where state in ('AWAITING_PAYMENT', 'CLOSING')
  union all select 'attempt ' || id || ' ' || state from payment_attempt where state in ('CREATED', 'OPEN')
  union all select 'refund ' || id || ' ' || coalesce(last_error, '') from refund where state = 'PENDING'
  union all select 'inbox ' || event_id || ' ' || type || ' ' || coalesce(last_error, '') from webhook_inbox where state = 'RECEIVED'
  union all select 'outbox ' || id || ' ' || type || ' ' || coalesce(last_error, '') from outbox_event where processed_at is null`

// Pauses that a run does not want to sit through: those between two passes of a job, and
// those before a row's next try. Who has work in hand is left alone.
const hurry = [
  `update pgboss.job set start_after = now() where state = 'created' and start_after > now()`,
  `update payment_attempt set checked_at = now() - interval '1 minute' where state in ('CREATED', 'OPEN') and checked_at > now() - interval '20 seconds'`,
  `update payment_attempt set asked_at = now() - interval '10 seconds' where state in ('CREATED', 'OPEN') and asked_at between now() - interval '6 seconds' and now() - interval '1 second'`,
  `update refund set next_try_at = now() where state = 'PENDING' and next_try_at > now()`,
  `update webhook_inbox set next_try_at = now() where state = 'RECEIVED' and next_try_at > now()`,
  `update outbox_event set next_try_at = now() where processed_at is null and next_try_at > now()`,
]

/** Asks the database until it is there and answers. */
export async function persist<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + QUIET_WITHIN_MS
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (performance.now() > until) throw error
      await wait(LOOK_MS)
    }
  }
}

/** Makes waiting short, from now to the returned function's call. */
export function hurryOn(): () => Promise<void> {
  let stopped = false
  const going = (async () => {
    while (!stopped) {
      for (const statement of hurry) await pool.query(statement).catch(() => undefined)
      await wait(LOOK_MS)
    }
  })()
  return () => {
    stopped = true
    return going
  }
}

/** The time to pay is over, for one order or for all. */
export async function fallDue(number: string | null): Promise<void> {
  await persist(() =>
    pool.query(
      `update checkout set due_at = placed_at where state = 'AWAITING_PAYMENT' and number = coalesce($1, number)`,
      [number],
    ),
  )
}

/** Waits until nothing is on its way. @returns what still is when the time is up */
export async function untilQuiet(): Promise<string[]> {
  const until = performance.now() + QUIET_WITHIN_MS
  let left: string[] = []
  while (performance.now() < until) {
    const found = await pool.query<{ what: string }>(unrest).catch(() => null)
    if (found?.rows.length === 0) return []
    left = found ? found.rows.map(({ what }) => what) : ['the database']
    await wait(LOOK_MS / 2)
  }
  return left.map((what) => `not at its end after ${QUIET_WITHIN_MS / 1000} s: ${what}`)
}
