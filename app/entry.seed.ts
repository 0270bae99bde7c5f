// What a database needs before its first visitor: the demo festival, or in production the
// reference data alone. Run by the launcher; doing it again changes nothing.
import { existsSync } from 'node:fs'
import { db, pool } from '#app/infra/db.server.ts'
import { env } from '#app/infra/env.server.ts'

const at = (name: string) => new URL(`../prisma/seed/${name}.ts`, import.meta.url)

if (env().appMode === 'production') {
  const { seedReference } = await import(at('reference').href)
  await seedReference(db)
} else if (existsSync(at('demo'))) {
  const { seedDemo } = await import(at('demo').href)
  await seedDemo()
}
await db.$disconnect()
await pool.end()
