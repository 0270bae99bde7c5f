import { randomInt } from 'node:crypto'
import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { choosePort } from '#app/infra/ports.server.ts'
import { localSecrets } from '#app/infra/secrets.server.ts'
import { testSettings } from '#tests/setup/settings.ts'

export const DATABASE = 'nianhuo_faults'

export type Place = {
  folder: string
  bookFile: string
  ports: Record<'database' | 'sandbox' | 'door' | 'web-1' | 'web-2', number>
  /** Of every process of this shop. */
  env: Record<string, string>
}

/**
 * Finds ports for a shop in this folder and gives its settings to this process, too. Call it
 * before anything is imported that reads settings.
 */
export async function takePlace(path: string): Promise<Place> {
  mkdirSync(path, { recursive: true })
  const folder = realpathSync(path)
  // Below the numbers that the system gives to outgoing connections: a process that comes
  // back must find its own free.
  let next = 20_000 + randomInt(90) * 100
  const port = async () => (next = await choosePort({ port: next + 1, explicit: false, host: '127.0.0.1' }))
  const ports = { database: await port(), sandbox: await port(), door: await port(), 'web-1': await port(), 'web-2': await port() }
  const { databasePassword } = localSecrets(folder)
  const env = {
    ...testSettings,
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    RATE_LIMIT_SCALE: '1000000',
    APP_ORIGIN: `http://localhost:${ports.door}`,
    DATABASE_URL: `postgresql://postgres:${databasePassword}@127.0.0.1:${ports.database}/${DATABASE}`,
    STRIPE_API_BASE: `http://127.0.0.1:${ports.sandbox}`,
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  }
  Object.assign(process.env, env, { LOG_LEVEL: 'silent' })
  return { folder, bookFile: join(folder, 'book.jsonl'), ports, env }
}
