import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import pg from 'pg'
import { afterAll, afterEach, expect, inject } from 'vitest'
import { testSettings } from '#tests/setup/settings.ts'
import { withDatabase } from '#tests/setup/template.ts'

// Every test file has a database of its own, copied before the file is read, so that the
// file imports `db` and the services like any other code.
const name = `nianhuo_test_${randomUUID().replaceAll('-', '')}`
const server = new pg.Client({ connectionString: inject('serverUrl') })
await server.connect()
await server.query(`create database ${name} template ${inject('template')} strategy wal_log`)
const dataDir = `.cache/data-${name}`
Object.assign(process.env, testSettings, { DATABASE_URL: withDatabase(inject('serverUrl'), name), DATA_DIR: dataDir })

const { pool } = await import('#app/infra/db.server.ts')

const { verifyDatabase } = await import('#app/services/verify/verify-database.server.ts')

const LONG_MS = 1_000
let long = false

// Whatever a test did, the books must balance afterwards. Where reading through them takes
// long, as it does in a whole demo festival, they are read once more at the end and no oftener.
afterEach(async () => {
  if (long) return
  const startedAt = performance.now()
  expect(await verifyDatabase()).toEqual([])
  long = performance.now() - startedAt > LONG_MS
})

afterAll(async () => {
  const wrong = long ? await verifyDatabase() : []
  await pool.end()
  await server.query(`drop database ${name} with (force)`)
  await server.end()
  rmSync(dataDir, { recursive: true, force: true })
  expect(wrong).toEqual([])
})
