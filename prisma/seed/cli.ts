// npm run seed -- --orders N: synthetic orders on the road that shoppers take (cart, quote,
// placement, payment page, settlement, facts), against a payment sandbox of this process.
// Above 10,000 the rows are written in bulk, from the same pure decisions.
import { enterShop } from '#app/infra/launch/enter-shop.server.ts'

const MOST_BY_THE_REAL_ROAD = 10_000
const MOST = 5_000_000
const BUYERS = 8

const wanted = /^--orders(?:=(\d+))?$/
const place = process.argv.findIndex((arg) => wanted.test(arg))
const count = place < 0 ? 0 : Number(wanted.exec(process.argv[place]!)?.[1] ?? process.argv[place + 1])
if (!Number.isInteger(count) || count < 1 || count > MOST) {
  console.error(`Usage: npm run seed -- --orders N, with N from 1 to ${MOST}`)
  process.exit(2)
}

const leave = await enterShop()
// After the settings are there: these modules read them when they load.
const { env } = await import('#app/infra/env.server.ts')
const { db, pool } = await import('#app/infra/db.server.ts')
if (env().appMode === 'production') throw new Error('Synthetic orders are not for production')
const { migrate } = await import('#app/infra/migrate.server.ts')
const { seedDemo } = await import('#prisma/seed/demo.ts')
// The shop may never have been opened here.
await migrate(env().databaseUrl)
await seedDemo()

const started = performance.now()
const done = count > MOST_BY_THE_REAL_ROAD ? await inBulk() : await byTheRealRoad()
const seconds = (performance.now() - started) / 1000
console.log(`${done} of ${count} orders placed and paid in ${seconds.toFixed(1)} s (${(done / seconds).toFixed(0)} a second)${done < count ? '; the others met goods that were sold out' : ''}`)
await db.$disconnect()
await pool.end()
await leave()

async function inBulk(): Promise<number> {
  const { businessNow } = await import('#app/infra/clock.server.ts')
  const { seedBulkOrders } = await import('#prisma/seed/bulk-orders.ts')
  return seedBulkOrders(count, await businessNow(), (written) => {
    if (written % 20_000 === 0) console.log(`${written} …`)
  })
}

async function byTheRealRoad(): Promise<number> {
  const { startSandbox } = await import('#app/infra/stripe-sandbox/server.server.ts')
  const { singleton } = await import('#app/infra/singleton.server.ts')
  const { createStripeProvider } = await import('#app/infra/stripe-provider.server.ts')
  const { buySomething } = await import('#prisma/seed/buy-something.ts')
  const { drainOutbox } = await import('#app/services/outbox/drain-outbox.server.ts')
  const sandbox = await startSandbox({ port: 0, secretKey: 'sk_test_sandbox', webhookUrl: null, webhookSecret: 'whsec_unused', bookFile: env().sandboxBook })
  singleton('payment-provider', () => createStripeProvider({ secretKey: 'sk_test_sandbox', webhookSecrets: [], apiBase: sandbox.url }))
  let begun = 0
  let paid = 0
  async function buyer(): Promise<void> {
    while (begun < count) {
      begun += 1
      if (await buySomething(begun, (sessionId) => sandbox.pay(sessionId))) paid += 1
    }
  }
  await Promise.all(Array.from({ length: BUYERS }, buyer))
  while ((await drainOutbox()) > 0);
  await sandbox.close()
  return paid
}
