// npm run seed -- --orders N: synthetic orders on the road that shoppers take (cart, quote,
// placement, payment page, settlement, facts), against a payment sandbox of this process.
import { enterShop } from '#app/infra/launch/enter-shop.server.ts'

const MOST_BY_THE_REAL_ROAD = 10_000

const wanted = /^--orders(?:=(\d+))?$/
const place = process.argv.findIndex((arg) => wanted.test(arg))
const count = place < 0 ? 0 : Number(wanted.exec(process.argv[place]!)?.[1] ?? process.argv[place + 1])
if (!Number.isInteger(count) || count < 1 || count > MOST_BY_THE_REAL_ROAD) {
  console.error(`Usage: npm run seed -- --orders N, with N from 1 to ${MOST_BY_THE_REAL_ROAD}`)
  process.exit(2)
}

const leave = await enterShop()
// After the settings are there: these modules read them when they load.
const { startSandbox } = await import('#app/infra/stripe-sandbox/server.server.ts')
const { env } = await import('#app/infra/env.server.ts')
const { db, pool } = await import('#app/infra/db.server.ts')
const { singleton } = await import('#app/infra/singleton.server.ts')
const { createStripeProvider } = await import('#app/infra/stripe.server.ts')
const { buySomething } = await import('#prisma/seed/buy-something.ts')
const { drainOutbox } = await import('#app/services/outbox/drain-outbox.server.ts')
if (env().appMode === 'production') throw new Error('Synthetic orders are not for production')

const sandbox = await startSandbox({ port: 0, secretKey: 'sk_test_sandbox', webhookUrl: null, webhookSecret: 'whsec_unused' })
singleton('payment-provider', () => createStripeProvider({ secretKey: 'sk_test_sandbox', webhookSecrets: [], apiBase: sandbox.url }))

const started = performance.now()
const buyers = 8
let begun = 0
let paid = 0
async function buyer(): Promise<void> {
  while (begun < count) {
    begun += 1
    if (await buySomething(begun, (sessionId) => sandbox.pay(sessionId))) paid += 1
  }
}
await Promise.all(Array.from({ length: buyers }, buyer))
while ((await drainOutbox()) > 0);
const seconds = (performance.now() - started) / 1000
console.log(`${paid} of ${count} orders placed and paid in ${seconds.toFixed(1)} s (${(paid / seconds).toFixed(0)} a second); the others met goods that were sold out`)
await sandbox.close()
await db.$disconnect()
await pool.end()
await leave()
