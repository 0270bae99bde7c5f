import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createStripeProvider } from '#app/infra/stripe-provider.server.ts'
import { BookFile } from '#app/infra/stripe-sandbox/book-file.server.ts'
import { startSandbox } from '#app/infra/stripe-sandbox/server.server.ts'
import type { Sandbox } from '#app/infra/stripe-sandbox/server.server.ts'

const folder = mkdtempSync(join(tmpdir(), 'sandbox-book-'))
afterAll(() => rmSync(folder, { recursive: true }))

const running: Sandbox[] = []
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close()
})

async function open(name: string) {
  const sandbox = await startSandbox({ port: 0, secretKey: 'sk_test_sandbox', webhookUrl: null, webhookSecret: 'whsec_x', bookFile: join(folder, name) })
  running.push(sandbox)
  return { sandbox, provider: createStripeProvider({ secretKey: 'sk_test_sandbox', webhookSecrets: [], apiBase: sandbox.url }) }
}

const session = {
  idempotencyKey: 'pay:1', number: '1234567890123456', method: 'ALIPAY' as const, items: [{ name: '灰枣', amountFen: 3_980 }], metadata: { attempt_id: '1' },
  successUrl: 'http://localhost/pay/1', cancelUrl: 'http://localhost/pay/1', expiresAt: new Date((Math.floor(Date.now() / 1000) + 3_600) * 1000),
}

async function paidSession(name: string) {
  const { sandbox, provider } = await open(name)
  const asked = await provider.createSession(session)
  if (!asked.ok) throw new Error(asked.message)
  sandbox.pay(asked.value.id)
  const paid = await provider.retrieveSession(asked.value.id)
  if (!paid.ok || !paid.value.paymentId) throw new Error('not paid')
  return { id: asked.value.id, paymentId: paid.value.paymentId, provider }
}

test('what was paid before a restart is paid after it, and can be refunded once', async () => {
  const { id, paymentId } = await paidSession('restart')
  await running.pop()!.close()

  const { sandbox, provider } = await open('restart')
  expect(await provider.retrieveSession(id)).toMatchObject({ ok: true, value: { paid: true, paymentId, amountFen: 3_980 } })
  expect(await provider.createSession(session)).toMatchObject({ ok: true, value: { id } })
  const refund = { idempotencyKey: 'refund:1', paymentId, amountFen: 3_980, metadata: {} }
  const first = await provider.createRefund(refund)
  expect(first).toMatchObject({ ok: true, value: { status: 'succeeded' } })
  const events = sandbox.book.events.map(({ id: event }) => event)
  await running.pop()!.close()

  const third = await open('restart')
  // The answer to the first call may have been lost with the sandbox.
  expect(await third.provider.createRefund(refund)).toEqual(first)
  expect(await third.provider.createRefund({ ...refund, idempotencyKey: 'refund:2' })).toMatchObject({ ok: false, kind: 'rejected' })
  expect(third.sandbox.book.events.map(({ id: event }) => event)).toEqual(events)
})

test('a payment that another process wrote down is found', async () => {
  const here = await open('shared')
  const { paymentId } = await paidSession('shared')
  expect(await here.provider.createRefund({ idempotencyKey: 'refund:1', paymentId, amountFen: 1_000, metadata: {} })).toMatchObject({ ok: true })
})

test('a line that a crash cut off is forgotten and swallows nothing', () => {
  const path = join(folder, 'cut')
  writeFileSync(path, '{"kind":"refund","id":"re_1","value":1}\n{"kind":"refund","id":"re_2","val')
  const file = new BookFile(path)
  file.append([{ kind: 'refund', id: 're_3', value: 3 }])
  expect(file.read().map(({ id }) => id)).toEqual(['re_1', 're_3'])
  appendFileSync(path, '{"kind":"refund","id":"re_4",')
  expect(file.read()).toEqual([])
  appendFileSync(path, '"value":4}\n')
  expect(file.read()).toEqual([{ kind: 'refund', id: 're_4', value: 4 }])
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(5)
  file.close()
})

test.runIf(process.platform === 'linux')('what did not fit on a full disk is written with the next entries, or at the end', () => {
  const limit = (bytes: string) => spawnSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])
  const path = join(folder, 'full.jsonl')
  const entry = (id: string, size = 100) => ({ kind: 'session' as const, id, value: 'x'.repeat(size) })
  const ids = () => {
    const reader = new BookFile(path)
    const read = new Set(reader.read().map(({ id }) => id))
    reader.close()
    return [...read]
  }
  const file = new BookFile(path)
  file.append([entry('a')])
  limit('1000')
  try {
    expect(() => file.append([entry('b', 2_000)])).toThrow('EFBIG')
    expect(() => file.append([entry('c', 2_000)])).toThrow('EFBIG')
  } finally {
    limit('unlimited')
  }
  expect(ids()).toEqual(['a'])
  file.append([entry('d')])
  expect(ids()).toEqual(['a', 'b', 'c', 'd'])
  limit('5000')
  try {
    expect(() => file.append([entry('e', 2_000)])).toThrow('EFBIG')
  } finally {
    limit('unlimited')
  }
  file.close()
  expect(ids()).toEqual(['a', 'b', 'c', 'd', 'e'])
})
