import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '#app/infra/embedded-postgres.server.ts'
import { waitUntil } from '#app/infra/processes.server.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'nianhuo-'))
const pidFile = join(dataDir, 'postgres/postmaster.pid')
const usual = { dataDir, port: 55_000 }
const zombies: ChildProcess[] = []

afterAll(async () => {
  await (await startEmbeddedPostgres(usual)).stop()
  for (const parent of zombies) parent.kill('SIGKILL')
  rmSync(dataDir, { recursive: true })
})

async function ask(url: string, question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<{ answer: unknown }>(`select (${question}) as answer`)).rows[0]?.answer
  } finally {
    await client.end()
  }
}

test('listens on this machine alone, writes durably, with checksums, and asks for the password', async () => {
  const server = await startEmbeddedPostgres(usual)
  const setting = (name: string) => ask(server.url, `current_setting('${name}')`)
  expect(await setting('listen_addresses')).toBe('127.0.0.1')
  expect(await setting('unix_socket_directories')).toBe('')
  expect([await setting('data_checksums'), await setting('fsync'), await setting('synchronous_commit')]).toEqual(['on', 'on', 'on'])
  expect(await ask(server.url, 'select rolpassword from pg_authid where rolname = current_user')).toMatch(/^SCRAM-SHA-256/)
  const guessed = new URL(server.url)
  guessed.password = 'password'
  await expect(ask(guessed.href, '1')).rejects.toThrow('password authentication failed')
  await server.stop()
  expect(server.isAlive()).toBe(false)
})

test.each([
  ['a stranger', () => process.pid],
  ['a zombie', makeZombie],
  ['nobody', () => 4_000_000],
])('a left-over postmaster.pid that names %s does not stop the start', async (_, pidOf) => {
  const first = await startEmbeddedPostgres(usual)
  const text = readFileSync(pidFile, 'utf8')
  await first.stop()
  writeFileSync(pidFile, text.replace(/^\d+/, String(await pidOf())))
  const second = await startEmbeddedPostgres(usual)
  expect(second.adopted).toBe(false)
  expect(await ask(second.url, '1')).toBe(1)
  await second.stop()
})

test('a living server is adopted, and the port that a person asks for wins over the one it has', async () => {
  const first = await startEmbeddedPostgres(usual)
  const second = await startEmbeddedPostgres({ dataDir, port: first.port, explicitPort: true })
  expect(second).toMatchObject({ adopted: true, port: first.port })
  const elsewhere = await startEmbeddedPostgres({ dataDir, port: first.port + 50, explicitPort: true })
  expect(elsewhere).toMatchObject({ adopted: false, port: first.port + 50 })
  expect(await ask(elsewhere.url, '1')).toBe(1)
  await elsewhere.stop()
})

test('a taken default port moves to the next free one; one that was asked for is an error', async () => {
  const server = await listen()
  const { port } = server.address() as AddressInfo
  const explicit = { dataDir, port, explicitPort: true }
  await expect(startEmbeddedPostgres(explicit)).rejects.toThrow(`端口 ${port} 已被占用`)
  const moved = await startEmbeddedPostgres({ dataDir, port })
  expect(moved.port).toBeGreaterThan(port)
  await moved.stop()
  server.close()
})

function listen(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}

/** A child whose parent never asks what became of it. */
async function makeZombie(): Promise<number> {
  const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
  zombies.push(parent)
  const pid = await new Promise<number>((resolve) => parent.stdout?.once('data', (chunk: Buffer) => resolve(Number(chunk.toString()))))
  const isZombie = () => / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  expect(await waitUntil(isZombie, 5_000)).toBe(true)
  return pid
}
