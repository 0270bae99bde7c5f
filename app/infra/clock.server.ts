import { pool } from '#app/infra/db.server.ts'
import { singleton } from '#app/infra/singleton.server.ts'

// The business clock is the database's clock plus one offset row, which is zero in
// production and set once in demo mode. A process measures its own distance from it now
// and then, so that a request costs no round trip for the time.
const MEASURED_FOR_MS = 30_000

type Measured = { differenceMs: number; at: number }
const state = singleton<{ measured: Measured | null; pending: Promise<Measured> | null }>('clock', () => ({
  measured: null,
  pending: null,
}))

async function measure(): Promise<Measured> {
  const sent = performance.now()
  const { rows } = await pool.query<{ now_ms: number; offset_ms: number }>(
    `select (extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms,
            coalesce((select offset_ms from business_clock where id = 1), 0) as offset_ms`,
  )
  const row = rows[0]
  if (!row) throw new Error('The database gave no time')
  const halfTrip = (performance.now() - sent) / 2
  const measured = { differenceMs: row.now_ms + halfTrip + row.offset_ms - Date.now(), at: Date.now() }
  state.measured = measured
  return measured
}

async function difference(): Promise<number> {
  const known = state.measured
  if (known && Math.abs(Date.now() - known.at) < MEASURED_FOR_MS) return known.differenceMs
  state.pending ??= measure().finally(() => {
    state.pending = null
  })
  // A database that is away does not stop the clock of a process that knows the time.
  if (known) return state.pending.then((m) => m.differenceMs, () => known.differenceMs)
  return (await state.pending).differenceMs
}

/** Business time. */
export async function businessNow(): Promise<Date> {
  return new Date(Math.round(Date.now() + (await difference())))
}

/** The business time of a real instant, such as the provider's capture of a payment. */
export async function toBusinessTime(real: Date): Promise<Date> {
  return new Date(Math.round(real.getTime() + (await difference())))
}

/** Real time, for what is compared with the outside: the provider, cookies, signatures, jobs. */
export function realNow(): Date {
  return new Date()
}

/** Forgets the measured distance; for tests and after the demo clock is set. */
export function resetClock(): void {
  state.measured = null
}
