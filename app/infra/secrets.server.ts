import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Secrets = {
  databasePassword: string
  sessionSecret: string
  dataKeys: string
  stripeWebhookSecret: string
}

const fresh = (): Secrets => ({
  databasePassword: randomBytes(24).toString('base64url'),
  sessionSecret: randomBytes(32).toString('base64url'),
  dataKeys: `k1:${randomBytes(32).toString('hex')}`,
  stripeWebhookSecret: `whsec_${randomBytes(24).toString('base64url')}`,
})

/**
 * The secrets that this installation made for itself, once, readable by its owner alone.
 * Without them the rows in the data directory cannot be read.
 */
export function localSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json')
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true })
    const half = `${path}.${process.pid}`
    writeFileSync(half, `${JSON.stringify(fresh(), null, 2)}\n`, { mode: 0o600 })
    renameSync(half, path)
  }
  chmodSync(path, 0o600)
  return JSON.parse(readFileSync(path, 'utf8')) as Secrets
}
