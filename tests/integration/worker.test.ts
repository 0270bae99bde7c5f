import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import { db, pool } from '#app/infra/db.server.ts'
import { waitUntil } from '#app/infra/processes.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { placeOrder } from '#tests/factories/orders.ts'
import { createGuest } from '#tests/factories/people.ts'

// The real worker process on this file's database.

const workers: ChildProcess[] = []
afterEach(async () => {
  for (const worker of workers.splice(0)) await end(worker)
})

const startWorker = (): ChildProcess => {
  const worker = spawn(process.execPath, ['app/entry.worker.ts'], { env: process.env, stdio: 'ignore' })
  workers.push(worker)
  return worker
}

const end = async (worker: ChildProcess) => {
  worker.kill('SIGKILL')
  await waitUntil(() => worker.signalCode !== null || worker.exitCode !== null, 10_000)
}

const count = async (statement: string): Promise<number> =>
  (await pool.query<{ count: number }>(`select count(*) as count from ${statement}`).catch(() => null))?.rows[0]?.count ?? 0

/** An order whose time to pay is over. */
async function dueOrder(): Promise<string> {
  const sku = await createSku()
  const { checkoutId } = await placeOrder(createGuest(), [{ skuId: sku.id, quantity: 1 }])
  await db.checkout.update({ where: { id: checkoutId }, data: { dueAt: new Date('2027-01-01T00:00:00Z') } })
  await pool.query(`update business_clock set offset_ms = (extract(epoch from timestamptz '2027-01-17' - now()) * 1000)::bigint`)
  return checkoutId
}

const isClosed = async (id: string) => (await db.checkout.findUniqueOrThrow({ where: { id }, select: { state: true } })).state === 'CLOSED'

test('a job that a killed worker was at is taken up by the next one at once, also where an earlier release allowed only one', async () => {
  const first = startWorker()
  expect(await waitUntil(async () => (await count(`pgboss.queue where name = 'notice-broken-promises'`)) === 1, 40_000)).toBe(true)
  await end(first)
  await pool.query(`delete from pgboss.job`)
  await pool.query(`update pgboss.queue set policy = 'stately' where name = 'close-due-checkouts'`)
  await pool.query(`insert into pgboss.job (name, state, started_on, policy) select name, 'active', now(), policy from pgboss.queue where name in ('close-due-checkouts', 'drain-outbox')`)

  const checkoutId = await dueOrder()
  startWorker()
  expect(await waitUntil(() => isClosed(checkoutId), 40_000)).toBe(true)
  expect(await count(`pgboss.queue where policy <> 'short' and name !~ '^__'`)).toBe(0)
}, 120_000)
