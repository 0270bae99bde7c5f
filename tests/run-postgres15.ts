// npm run check:postgres15: the integration tests on a throw-away server of PostgreSQL 15,
// the oldest that DATABASE_URL may name. Further arguments name single test files.
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { choosePort } from '#app/infra/ports.server.ts'
import { chooseAccount } from '#app/infra/postgres-account.server.ts'
import { waitUntil } from '#app/infra/processes.server.ts'
import { vitestCounts } from '#tests/setup/counts.ts'
import { findPostgres15 } from '#tests/setup/find-postgres15.ts'

const READY_MS = 60_000
const STOP_MS = 20_000
const PASSWORD = 'of-the-tests-only'

type Server = { url: string; version: string; stop: () => Promise<void> }

async function startServer(): Promise<Server> {
  const programs = findPostgres15()
  mkdirSync(resolve('.cache'), { recursive: true })
  const folder = mkdtempSync(resolve('.cache/postgres15-'))
  const [dir, passwordFile, log] = [join(folder, 'data'), join(folder, 'password'), join(folder, 'server.log')]
  const account = chooseAccount(programs.postgres, dir)
  const options = {
    ...account.ids,
    cwd: dirname(programs.postgres),
    env: { ...process.env, LC_ALL: 'C', LD_LIBRARY_PATH: programs.libraries.join(':') },
  }
  mkdirSync(dir, { mode: 0o700 })
  writeFileSync(passwordFile, PASSWORD)
  for (const path of [folder, dir, passwordFile]) account.own(path)

  const initdb = [
    ...['--pgdata', dir, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
    ...['--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync', '--no-instructions'],
  ]
  const made = spawnSync(...account.command(programs.initdb, initdb), { ...options, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr}`)

  const port = await choosePort({ port: 54_615, explicit: false, host: '127.0.0.1' })
  const settings = {
    ...{ listen_addresses: '127.0.0.1', unix_socket_directories: '', port, max_connections: 200, jit: 'off' },
    ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '256MB', log_timezone: 'UTC' },
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const file = openSync(log, 'a')
  const child = spawn(...account.command(programs.postgres, ['-D', dir, ...flags]), { ...options, stdio: ['ignore', file, file] })
  closeSync(file)
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const isReady = () => readFileSync(log, 'utf8').includes('database system is ready')
  await waitUntil(() => hasEnded() || isReady(), READY_MS)
  const lines = readFileSync(log, 'utf8')
  const stop = async () => {
    child.kill('SIGINT')
    if (!(await waitUntil(hasEnded, STOP_MS))) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  if (hasEnded() || !isReady()) {
    await stop()
    throw new Error(`PostgreSQL 15 did not start:\n${lines}`)
  }
  return { url: `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`, version: /PostgreSQL \S+/.exec(lines)?.[0] ?? '', stop }
}

async function runTests(url: string, files: string[]): Promise<number | null> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', '--project', 'integration', ...reporters, ...files]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATABASE_URL: url, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }) },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((done) => child.once('close', done).once('error', () => done(null)))
}

const report = '.cache/vitest-postgres15.json'
rmSync(report, { force: true })
const server = await startServer()
// The tests stop by the same Ctrl-C; the server has to outlive them for a moment.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
console.log(`Integration tests on ${server.version}`)
const code = await runTests(server.url, process.argv.slice(2)).finally(server.stop)
const counts = vitestCounts(JSON.parse(readFileSync(report, { encoding: 'utf8', flag: 'a+' }) || 'null'), code)
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`)
process.exit(counts.failed > 0 ? 1 : 0)
