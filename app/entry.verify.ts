// npm run verify: every invariant against the database of this installation or that of
// DATABASE_URL; a line each, and exit code 1 with the breaking rows.
import { enterShop } from '#app/infra/launch/enter-shop.server.ts'

const close = await enterShop()
// After the settings are there: these modules read them when they load.
const { pool } = await import('#app/infra/db.server.ts')
const { env } = await import('#app/infra/env.server.ts')
const { invariants, verifyDatabase } = await import('#app/services/verify/verify-database.server.ts')
const { bookInvariant, verifyBook } = await import('#app/services/verify/verify-book.server.ts')

const started = performance.now()
const violations = await verifyDatabase()
const checked: { id: string; sentence: string }[] = [...invariants]
const { sandboxBook } = env()
if (sandboxBook) {
  checked.push(bookInvariant)
  const rows = await verifyBook(sandboxBook)
  if (rows.length > 0) violations.push({ ...bookInvariant, rows: rows.slice(0, 5) })
}
for (const { id, sentence } of checked) {
  const broken = violations.find((violation) => violation.id === id)
  console.log(`${broken ? '✗' : '✓'} ${id.padEnd(5)} ${sentence}`)
  if (broken) console.log(JSON.stringify(broken.rows, null, 2))
}
const seconds = ((performance.now() - started) / 1000).toFixed(2)
console.log(`${checked.length - violations.length} of ${checked.length} invariants hold (${seconds} s)`)
await pool.end()
await close()
process.exit(violations.length > 0 ? 1 : 0)
