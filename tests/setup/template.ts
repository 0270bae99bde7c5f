import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { listMigrations, migrate, migrationsHash } from '#app/infra/migrate.server.ts'
import { testSettings } from '#tests/setup/settings.ts'

const TEMPLATES = 'nianhuo_template_'
// Two runs on one server build the template once.
const BUILD_LOCK = 7_276_031_545

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * A migrated database with the reference data, from which every test file gets its copy.
 * Made once for each state of the migrations and the seed.
 */
export async function prepareTemplate(serverUrl: string): Promise<string> {
  const template = `${TEMPLATES}${templateKey()}`
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [BUILD_LOCK])
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rows.length > 0) return template

    await dropDatabases(client, `${TEMPLATES}%`)
    const building = `${template}_building`
    await client.query(`create database "${building}" template template0`)
    const url = withDatabase(serverUrl, building)
    await migrate(url)
    await seedReferenceData(url)
    await client.query(`alter database "${building}" rename to "${template}"`)
    return template
  } finally {
    await client.end()
  }
}

function templateKey(): string {
  const hash = createHash('sha256').update(migrationsHash(listMigrations()))
  for (const path of globSync('prisma/seed/**/*.{ts,json}', { cwd: root }).sort()) hash.update(readFileSync(`${root}${path}`))
  return hash.digest('hex').slice(0, 16)
}

/** In a process of its own: the client reads its settings once. */
async function seedReferenceData(url: string): Promise<void> {
  const script = fileURLToPath(new URL('seed-reference.ts', import.meta.url))
  await promisify(execFile)(process.execPath, [script], {
    cwd: root,
    env: { ...process.env, ...testSettings, DATABASE_URL: url },
  })
}

/** Left-overs of runs that were cut short, too. */
async function dropDatabases(client: pg.Client, like: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where datname like $1',
    [like],
  )
  for (const { name } of rows) await client.query(`drop database "${name}" with (force)`)
}

export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
