import { db, pool } from '#app/infra/db.server.ts'
import { seedReference } from '#prisma/seed/reference.ts'

await seedReference(db)
await db.$disconnect()
await pool.end()
