import { inject, expect, test } from 'vitest'
import { pool } from '#app/infra/db.server.ts'
import { asMigrationList, listMigrations, migrate, pendingMigrations, readSchema } from '#app/infra/migrate.server.ts'
import { withSchemaEngine } from '#app/infra/schema-engine.server.ts'
import { withDatabase } from '#tests/setup/template.ts'

const drift = (schema: { path: string; content: string }) =>
  withSchemaEngine(inject('serverUrl'), (tool) => tool.diff(asMigrationList(listMigrations()), schema))

test('schema.prisma and the migrations agree', async () => {
  expect(await drift(readSchema())).toBe('')
})

test('a column that no migration makes is drift', async () => {
  const schema = readSchema()
  const content = schema.content.replace('model User {', 'model User {\n  shoeSize Int @map("shoe_size")')
  expect(await drift({ ...schema, content })).toContain('ADD COLUMN     "shoe_size" INTEGER NOT NULL')
})

test('a migrated database has nothing pending and is left alone', async () => {
  expect(await pendingMigrations(pool)).toEqual([])
  expect(await migrate(process.env.DATABASE_URL ?? '')).toEqual([])
})

test('eight processes that migrate at once apply each migration once', async () => {
  const name = 'nianhuo_race'
  await pool.query(`create database ${name} template template0`)
  const url = withDatabase(inject('serverUrl'), name)
  try {
    const applied = await Promise.all(Array.from({ length: 8 }, () => migrate(url)))
    expect(applied.flat()).toEqual(listMigrations().map((migration) => migration.name))
  } finally {
    await pool.query(`drop database ${name} with (force)`)
  }
})

test('a migration that was edited after it was applied is refused', async () => {
  const edited = listMigrations().map((migration) => ({ ...migration, sql: `${migration.sql}-- later thought` }))
  await expect(migrate(process.env.DATABASE_URL ?? '', edited)).rejects.toThrow('0001_init')
  expect(await pendingMigrations(pool)).toEqual([])
})

test('functions with semicolons inside are applied whole', async () => {
  const name = 'nianhuo_function'
  await pool.query(`create database ${name} template template0`)
  const url = withDatabase(inject('serverUrl'), name)
  const sql = `create function two() returns int language plpgsql as $$ begin perform 1; return 2; end; $$;`
  try {
    expect(await migrate(url, [{ name: '0001_two', sql }])).toEqual(['0001_two'])
  } finally {
    await pool.query(`drop database ${name} with (force)`)
  }
})

test('a migration that broke off left nothing behind and is applied by the next start', async () => {
  const name = 'nianhuo_broken_off'
  await pool.query(`create database ${name} template template0`)
  const url = withDatabase(inject('serverUrl'), name)
  const first = { name: '0001_one', sql: 'create table one (id int);' }
  const second = (sql: string) => ({ name: '0002_two', sql: `create table two (id int); ${sql}` })
  try {
    await expect(migrate(url, [first, second('select 1 / 0;')])).rejects.toThrow('0002_two')
    expect(await migrate(url, [first, second('create table three (id int);')])).toEqual(['0002_two'])
    expect(await migrate(url, [first, second('create table three (id int);')])).toEqual([])
  } finally {
    await pool.query(`drop database ${name} with (force)`)
  }
})
