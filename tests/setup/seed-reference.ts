import { existsSync } from 'node:fs'
import { db, pool } from '#app/infra/db.server.ts'

const script = new URL('../../prisma/seed/reference.ts', import.meta.url)
if (existsSync(script)) {
  const { seedReference } = (await import(script.href)) as { seedReference: (on: typeof db) => Promise<void> }
  await seedReference(db)
}
await db.$disconnect()
await pool.end()
