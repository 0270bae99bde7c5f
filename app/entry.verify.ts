// npm run verify: every invariant against the database of this installation or that of
// DATABASE_URL; a line each, and exit code 1 with the breaking rows.
import { enterShop } from '#app/infra/launch/enter-shop.server.ts'

const close = await enterShop()
// After the settings are there: these modules read them when they load.
const { pool } = await import('#app/infra/db.server.ts')
const { invariants, verifyDatabase } = await import('#app/services/verify/verify-database.server.ts')

const started = performance.now()
const violations = await verifyDatabase()
for (const { id, sentence } of invariants) {
  const broken = violations.find((violation) => violation.id === id)
  console.log(`${broken ? '✗' : '✓'} ${id.padEnd(5)} ${sentence}`)
  if (broken) console.log(JSON.stringify(broken.rows, null, 2))
}
const seconds = ((performance.now() - started) / 1000).toFixed(2)
console.log(`${invariants.length - violations.length} of ${invariants.length} invariants hold (${seconds} s)`)
await pool.end()
await close()
process.exit(violations.length > 0 ? 1 : 0)
