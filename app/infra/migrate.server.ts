import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import pg from 'pg'

const prismaDir = fileURLToPath(new URL('../../prisma', import.meta.url))
export const migrationsDir = join(prismaDir, 'migrations')

// Any number of processes may start at once; one migrates, the others wait and find
// nothing to do. The number means nothing but must never change.
const MIGRATION_LOCK = 7_276_031_544

export type Migration = { name: string; sql: string }

/** In the order of their names, which is that of their making. */
export function listMigrations(dir = migrationsDir): Migration[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .filter((name) => existsSync(join(dir, name, 'migration.sql')))
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(dir, name, 'migration.sql'), 'utf8') }))
}

export function readSchema(): { path: string; content: string } {
  return { path: 'schema.prisma', content: readFileSync(join(prismaDir, 'schema.prisma'), 'utf8') }
}

/** Changes when any migration does; keys the test template. */
export function migrationsHash(migrations = listMigrations()): string {
  return createHash('sha256').update(JSON.stringify(migrations)).digest('hex')
}

export function asMigrationList(migrations: Migration[]): MigrationList {
  return {
    baseDir: migrationsDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}

/** Applies the migrations that are missing, alone on this database, and gives their names. */
export async function migrate(url: string, migrations = listMigrations()): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await refuseEdited(client, migrations)
    // The engine weighs some megabytes; a start with nothing to do does without it.
    if ((await pendingMigrations(client, migrations)).length === 0) return []
    await forgetBrokenOff(client)
    const { withSchemaEngine } = await import('#app/infra/schema-engine.server.ts')
    return await withSchemaEngine(url, (tool) => tool.apply(asMigrationList(migrations)))
  } finally {
    await client.end()
  }
}

type Queryable = { query: pg.Pool['query'] }
type Applied = { migration_name: string; checksum: string }

async function appliedMigrations(on: Queryable): Promise<Applied[]> {
  const { rows } = await on.query(`select 1 where to_regclass('_prisma_migrations') is not null`)
  if (rows.length === 0) return []
  const applied = await on.query<Applied>(
    'select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null order by migration_name',
  )
  return applied.rows
}

/** Names of migrations that this database has not (wholly) seen; for readiness. */
export async function pendingMigrations(on: Queryable, migrations = listMigrations()): Promise<string[]> {
  const applied = new Set((await appliedMigrations(on)).map((row) => row.migration_name))
  return migrations.map(({ name }) => name).filter((name) => !applied.has(name))
}

/**
 * A migration that broke off (a full disk) left nothing but its name, because its script
 * is one transaction; the engine would wait for a person all the same.
 */
async function forgetBrokenOff(on: Queryable): Promise<void> {
  const { rows } = await on.query(`select 1 where to_regclass('_prisma_migrations') is not null`)
  if (rows.length > 0) await on.query('update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null')
}

/** A migration that changed after it was applied would leave two kinds of databases. */
async function refuseEdited(on: Queryable, migrations: Migration[]): Promise<void> {
  const checksums = new Map(
    migrations.map(({ name, sql }) => [name, createHash('sha256').update(sql).digest('hex')]),
  )
  for (const { migration_name, checksum } of await appliedMigrations(on))
    if (checksums.get(migration_name) !== checksum)
      throw new DatabaseFromElsewhere(
        `数据库里的 ${migration_name} 与现在的程序不一致：演示可用 npm start -- --fresh 从头开始。 / Migration ${migration_name} in the database is not the one of this version; a demo begins anew with npm start -- --fresh.`,
      )
}

export class DatabaseFromElsewhere extends Error {}
