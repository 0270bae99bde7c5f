import { resolve } from 'node:path'
import { startEmbeddedPostgres } from '#app/infra/embedded-postgres.server.ts'
import { localSecrets } from '#app/infra/secrets.server.ts'

const DATABASE = 'nianhuo'
const DATABASE_PORT = 54_320

/**
 * For commands beside a running or a stopped shop: puts the settings of this installation
 * into the environment, the database of DATA_DIR started or adopted where DATABASE_URL
 * names no other. Call it before anything that reads the settings is imported.
 * @returns what to call at the end; it stops a database that was started here
 */
export async function openLocalDatabase(): Promise<() => Promise<void>> {
  const dataDir = resolve(process.env.DATA_DIR || '.data')
  const secrets = localSecrets(dataDir)
  process.env.SESSION_SECRET ||= secrets.sessionSecret
  process.env.DATA_KEYS ||= secrets.dataKeys
  process.env.STRIPE_WEBHOOK_SECRET ||= secrets.stripeWebhookSecret
  if (!process.env.STRIPE_SECRET_KEY) process.env.STRIPE_API_BASE ||= 'http://127.0.0.1:1'
  process.env.LOG_LEVEL ||= 'error'
  if (process.env.DATABASE_URL) return () => Promise.resolve()
  const database = await startEmbeddedPostgres({ dataDir, port: DATABASE_PORT })
  process.env.DATABASE_URL = database.databaseUrl(DATABASE)
  return () => (database.adopted ? Promise.resolve() : database.stop())
}
