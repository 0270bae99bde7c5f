import { join, resolve } from 'node:path'
import { parseEnv, SettingsError } from '#app/infra/env.server.ts'
import { choosePort } from '#app/infra/ports.server.ts'
import { localSecrets } from '#app/infra/secrets.server.ts'

type Given = Record<string, string | undefined>
type Port = { port: number; explicit: boolean }

/** What a person asked for, before free ports and secrets are found. */
export type LaunchSettings = {
  dev: boolean
  /** Begin the demo anew. */
  fresh: boolean
  /** Children write to the console, too. */
  verbose: boolean
  demo: boolean
  dataDir: string
  host: string
  webPort: Port
  databasePort: Port
  sandboxPort: Port
  /** No keys of Stripe and no address: the shop brings its own sandbox. */
  ownSandbox: boolean
  /** Folder of the entries; the tests of the launcher bring small ones. */
  entries: string
  given: Given
}

/** @throws SettingsError naming what is missing or wrong, before anything was started. */
export function readLaunchSettings(environment: Given, args: string[]): LaunchSettings {
  // Set to nothing is not set.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const demo = (given.APP_MODE ?? 'demo') !== 'production'
  const ownSandbox = demo && !given.STRIPE_SECRET_KEY && !given.STRIPE_API_BASE
  if (!demo && args.includes('--fresh')) throw new SettingsError('--fresh deletes the data and is for the demo only')
  const settings: LaunchSettings = {
    dev: args.includes('--dev'),
    fresh: args.includes('--fresh'),
    verbose: args.includes('--verbose') || Boolean(given.LOG_LEVEL),
    demo,
    dataDir: resolve(given.DATA_DIR ?? '.data'),
    host: given.HOST ?? '127.0.0.1',
    webPort: portOf(given, 'PORT', 3000),
    databasePort: portOf(given, 'DATABASE_PORT', 54_320),
    sandboxPort: portOf(given, 'SANDBOX_PORT', 4242),
    ownSandbox,
    entries: resolve(args.find((arg) => arg.startsWith('--entries='))?.slice('--entries='.length) ?? 'app'),
    given,
  }
  parseEnv({
    DATABASE_URL: 'postgresql://not-known-yet',
    ...(demo && ownSecrets(settings)),
    ...(ownSandbox && { STRIPE_API_BASE: 'http://not-known-yet' }),
    ...given,
  })
  return settings
}

function portOf(given: Given, name: string, usual: number): Port {
  const text = given[name]
  if (!text) return { port: usual, explicit: false }
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new SettingsError(`Settings: ${name} must be a port`)
  return { port, explicit: true }
}

function ownSecrets({ dataDir, given }: Pick<LaunchSettings, 'dataDir' | 'given'>) {
  const own = localSecrets(dataDir)
  return {
    SESSION_SECRET: given.SESSION_SECRET ?? own.sessionSecret,
    DATA_KEYS: given.DATA_KEYS ?? own.dataKeys,
    STRIPE_WEBHOOK_SECRET: given.STRIPE_WEBHOOK_SECRET ?? own.stripeWebhookSecret,
  }
}

export type ShopEnv = Record<string, string> & { PORT: string; APP_ORIGIN: string; STRIPE_API_BASE?: string }

/** The environment of the processes, but for the database: free ports, addresses, secrets. */
export async function shopEnv(settings: LaunchSettings): Promise<{ env: ShopEnv; sandboxPort: number }> {
  const { given, host } = settings
  const port = await choosePort({ ...settings.webPort, host })
  const wanted = settings.sandboxPort
  const sandboxPort = await choosePort({ ...wanted, host, port: wanted.port === port ? port + 1 : wanted.port })
  const env = {
    NODE_ENV: settings.dev ? 'development' : 'production',
    APP_MODE: given.APP_MODE ?? 'demo',
    DATA_DIR: settings.dataDir,
    HOST: host,
    PORT: String(port),
    APP_ORIGIN: given.APP_ORIGIN ?? `http://localhost:${port}`,
    ...(settings.demo && ownSecrets(settings)),
    ...(settings.ownSandbox && { STRIPE_API_BASE: `http://${sandboxHost(settings)}:${sandboxPort}`, SANDBOX_BOOK: sandboxBook(settings.dataDir) }),
  }
  return { env, sandboxPort }
}

/** The sandbox's book: what was paid there stays paid after a restart. */
export function sandboxBook(dataDir: string): string {
  return join(dataDir, 'sandbox-book.jsonl')
}

/** The pay page is opened by the shopper: a phone finds it where it found the shop. */
function sandboxHost({ host, given }: LaunchSettings): string {
  const listensEverywhere = nearest(host) !== host
  return listensEverywhere && given.APP_ORIGIN ? new URL(given.APP_ORIGIN).hostname : nearest(host)
}

/** Who listens on every address is asked on the nearest one. */
export function nearest(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
}
