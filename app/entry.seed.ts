// What a database needs before its first visitor: the demo festival, or in production the
// reference data alone. Run by the launcher; doing it again changes nothing.
import { db, pool } from '#app/infra/db.server.ts'
import { env } from '#app/infra/env.server.ts'
import { seedDemo } from '#prisma/seed/demo.ts'
import { seedReference } from '#prisma/seed/reference.ts'

await (env().appMode === 'production' ? seedReference(db) : seedDemo())
await db.$disconnect()
await pool.end()
