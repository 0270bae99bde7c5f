import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseEnv } from '#app/infra/env.server.ts'

const folder = mkdtempSync(join(tmpdir(), 'failpoint-'))
const file = join(folder, 'order')
afterAll(() => rmSync(folder, { recursive: true }))

const settings = {
  DATABASE_URL: 'postgresql://nowhere',
  SESSION_SECRET: 'a-session-secret-of-the-tests-only',
  DATA_KEYS: `t1:${'5e'.repeat(32)}`,
  STRIPE_SECRET_KEY: 'sk_live_of_nobody',
  STRIPE_WEBHOOK_SECRET: 'whsec_of_nobody',
  APP_ORIGIN: 'https://shop.example',
}

test.each(['production', 'demo'])('APP_MODE=%s refuses a failpoint, and starts without one', (APP_MODE) => {
  expect(() => parseEnv({ ...settings, APP_MODE, FAILPOINT: file })).toThrow('FAILPOINT is for test mode only')
  expect(parseEnv({ ...settings, APP_MODE }).failpointFile).toBeNull()
})

test('a process of a shop does not start with one', () => {
  const { status, stderr } = spawnSync(process.execPath, ['app/entry.worker.ts'], {
    env: { ...settings, APP_MODE: 'production', NODE_ENV: 'production', FAILPOINT: file },
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stderr).toContain('FAILPOINT is for test mode only')
})

const passing = [
  ...['--input-type=module', '--eval'],
  `import { failpoint } from '#app/infra/failpoint.server.ts'
  for (const place of ['K13', 'K5', 'K13', 'K13']) {
    failpoint(place)
    console.log(place)
  }`,
]
const testing = { ...settings, APP_MODE: 'test', NODE_ENV: 'test' as const, FAILPOINT: file }

/** A process that passes K13, K5 and K13 again, and says so. */
function passBy(env: Record<string, string> = {}) {
  const { stdout, signal } = spawnSync(process.execPath, passing, { env: { ...testing, ...env }, encoding: 'utf8' })
  return { passed: stdout.trim().split('\n'), signal }
}

test('a process is lost at the ordered passing of the ordered place; the one after it passes by', () => {
  writeFileSync(file, 'K13 2 SIGKILL run-1')
  expect(passBy()).toEqual({ passed: ['K13', 'K5'], signal: 'SIGKILL' })
  expect(existsSync(file)).toBe(false)
  expect(passBy()).toEqual({ passed: ['K13', 'K5', 'K13', 'K13'], signal: null })
})

test('a process is stopped, and once it goes on it says so', async () => {
  writeFileSync(file, 'K13 2 SIGSTOP run-3')
  const child = spawn(process.execPath, passing, { env: testing, stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  const taken = `${file}.${child.pid}`
  await expect.poll(() => existsSync(taken), { timeout: 10_000 }).toBe(true)
  await expect.poll(() => said).toBe('K13\nK5\n')
  // A signal that comes too early wakes nobody: it is repeated.
  await expect.poll(() => child.kill('SIGCONT') && existsSync(taken)).toBe(false)
  await closed
  expect(said).toBe('K13\nK5\nK13\nK13\n')
})

test('without the setting an order that lies there is not looked at', () => {
  writeFileSync(file, 'K13 1 SIGKILL run-2')
  expect(passBy({ FAILPOINT: '' })).toEqual({ passed: ['K13', 'K5', 'K13', 'K13'], signal: null })
  expect(existsSync(file)).toBe(true)
})
