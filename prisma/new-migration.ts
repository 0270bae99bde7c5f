// npm run migration -- name        writes prisma/migrations/NNNN_name/migration.sql with
//                                  what schema.prisma says and the migrations do not yet
// npm run migration -- --reset-init  writes 0001_init anew from the whole schema; only
//                                  while no database that matters has seen it
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '#app/infra/embedded-postgres.server.ts'
import { asMigrationList, listMigrations, migrationsDir, readSchema } from '#app/infra/migrate.server.ts'
import { withSchemaEngine } from '#app/infra/schema-engine.server.ts'

const INIT = '0001_init'
const [argument] = process.argv.slice(2)
if (!argument) throw new Error('npm run migration -- name (or --reset-init)')

const existing = listMigrations()
const resetting = argument === '--reset-init'
const newest = existing.at(-1)?.name ?? '0000'
const name = resetting ? INIT : `${String(Number(newest.slice(0, 4)) + 1).padStart(4, '0')}_${argument}`

const server = process.env.DATABASE_URL
  ? null
  : await startEmbeddedPostgres({ dataDir: join(process.env.DATA_DIR ?? '.data', 'shadow'), port: 54_400, durable: false })
try {
  const url = server?.url ?? process.env.DATABASE_URL ?? ''
  const from = resetting ? 'empty' : asMigrationList(existing)
  const sql = await withSchemaEngine(url, (tool) => tool.diff(from, readSchema()))
  if (sql === '') {
    console.log('schema.prisma and the migrations agree: nothing to write.')
  } else {
    const dir = join(migrationsDir, name)
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'migration.sql'), sql)
    console.log(`Written: prisma/migrations/${name}/migration.sql`)
  }
} finally {
  await server?.stop()
}
