import pg from 'pg'
import { env } from '#app/infra/env.server.ts'

const RECONNECT_MS = 1_000
const HEARTBEAT_MS = 500

export type Ears = {
  /** A notification came in, or some may have been missed while the line was down. */
  onRing: () => void
  /** Whether notifications arrive now; false while the line is down or does not answer. */
  onLine?: (up: boolean) => void
}

/**
 * Listens on a channel of the database with a connection of its own, made again when it
 * breaks. A question twice a second finds a line that is dead without having been closed.
 */
export function listen(channel: 'outbox' | 'catalogue', { onRing, onLine }: Ears): { close: () => Promise<void> } {
  let closed = false
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null

  function down(): void {
    const broken = client
    client = null
    onLine?.(false)
    if (timer) clearTimeout(timer)
    timer = null
    void broken?.end().catch(() => undefined)
    if (!closed) timer = setTimeout(() => void connect(), RECONNECT_MS)
  }

  async function connect(): Promise<void> {
    timer = null
    const next = new pg.Client({
      connectionString: env().databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      application_name: `nianhuo-${channel}-ears`,
    })
    const lost = (): void => {
      if (client === next) down()
    }
    next.on('error', lost)
    next.on('end', lost)
    next.on('notification', onRing)
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
    } catch {
      client = next
      down()
      return
    }
    if (closed) {
      await next.end()
      return
    }
    client = next
    onRing()
    onLine?.(true)
    if (onLine) beat(next)
  }

  function beat(on: pg.Client): void {
    timer = setTimeout(() => {
      if (client !== on) return
      const silent = setTimeout(() => client === on && down(), HEARTBEAT_MS)
      on.query('select 1').then(
        () => {
          clearTimeout(silent)
          if (client === on) beat(on)
        },
        () => clearTimeout(silent),
      )
    }, HEARTBEAT_MS)
  }

  void connect()
  return {
    close: async () => {
      closed = true
      if (timer) clearTimeout(timer)
      const last = client
      client = null
      await last?.end()
    },
  }
}
