import pg from 'pg'
import { env } from '#app/infra/env.server.ts'

const RECONNECT_MS = 2_000

/**
 * Calls `ring` whenever an outbox event was committed. A connection of its own, made again
 * when it breaks; what was missed meanwhile is found by the worker's next pass.
 */
export function listenForOutbox(ring: () => void): { close: () => Promise<void> } {
  let closed = false
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null

  const again = (): void => {
    client = null
    if (!closed && !timer) timer = setTimeout(() => void connect(), RECONNECT_MS)
  }
  async function connect(): Promise<void> {
    timer = null
    const next = new pg.Client({ connectionString: env().databaseUrl, keepAlive: true, application_name: 'nianhuo-outbox-alarm' })
    next.on('error', again)
    next.on('end', again)
    next.on('notification', ring)
    try {
      await next.connect()
      await next.query('listen outbox')
      client = next
      ring()
    } catch {
      again()
    }
  }
  void connect()
  return {
    close: async () => {
      closed = true
      if (timer) clearTimeout(timer)
      await client?.end()
    },
  }
}
