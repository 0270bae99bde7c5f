import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { waitUntil } from '#app/infra/processes.server.ts'
import { db, pool } from '#app/infra/db.server.ts'
import { openDoor } from '#tests/faults/door.ts'
import { startDatabase } from '#tests/faults/database.ts'
import type { Database } from '#tests/faults/database.ts'
import { startMember } from '#tests/faults/member.ts'
import type { Member } from '#tests/faults/member.ts'
import type { Place } from '#tests/faults/settings.ts'

// Where the business day of every run begins, whatever the calendar says.
const OPENS_AT = Date.parse('2027-01-16T04:00:00Z')
const READY_MS = 60_000

export type Shop = Place & {
  database: Database
  members: () => readonly Member[]
  /** The file that tells processes of this kind where to end. */
  failpointFile: (kind: 'web' | 'worker') => string
  /** An empty database and an empty book, and everybody started anew. */
  renew: () => Promise<void>
  close: () => Promise<void>
}

/** A shop of real processes: PostgreSQL, the payment sandbox, two web processes behind one door, two workers. */
export async function openShop(place: Place): Promise<Shop> {
  const { folder, ports, env, bookFile } = place
  const failpointFile = (kind: 'web' | 'worker') => join(folder, `${kind}.failpoint`)
  const database = await startDatabase(place)
  const door = await openDoor(ports.door, [ports['web-1'], ports['web-2']])
  let members: Member[] = []

  const enter = async () => {
    rmSync(bookFile, { force: true })
    await database.renew()
    await db.businessClock.update({ where: { id: 1 }, data: { offsetMs: BigInt(OPENS_AT - Date.now()) } })
    const web = (name: 'web-1' | 'web-2') =>
      startMember(name, 'app/entry.web.ts', { ...env, PORT: String(ports[name]), FAILPOINT: failpointFile('web') }, folder)
    const worker = (name: string) => startMember(name, 'app/entry.worker.ts', { ...env, FAILPOINT: failpointFile('worker') }, folder)
    const sandbox = { ...env, SANDBOX_PORT: String(ports.sandbox), SANDBOX_BOOK: bookFile, SANDBOX_WEBHOOK_URL: `${env.APP_ORIGIN}/webhooks/stripe` }
    members = [startMember('sandbox', 'app/entry.sandbox.ts', sandbox, folder), web('web-1'), web('web-2'), worker('worker-1'), worker('worker-2')]
    await waitForAll(place)
  }
  const leave = async () => {
    await Promise.all(members.map((member) => member.stop()))
    // Connections of this process to a database that goes away.
    await Promise.all(Array.from({ length: pool.idleCount }, () => pool.connect().then((client) => client.release(true), () => undefined)))
  }
  await enter()
  return {
    ...place,
    database,
    members: () => members,
    failpointFile,
    renew: async () => {
      await leave()
      await enter()
    },
    close: async () => {
      await leave()
      await door.close()
      await pool.end()
      await database.stop()
    },
  }
}

/** Every process answers; workers once both have asked for work. */
export async function waitForAll({ ports }: Place): Promise<void> {
  const answers = (url: string) => fetch(url, { signal: AbortSignal.timeout(5_000) }).then(({ ok }) => ok, () => false)
  const urls = [`http://127.0.0.1:${ports.sandbox}/healthz`, `http://127.0.0.1:${ports['web-1']}/readyz`, `http://127.0.0.1:${ports['web-2']}/readyz`]
  const ready = await waitUntil(async () => (await Promise.all(urls.map(answers))).every(Boolean) && (await workersListen()), READY_MS)
  if (!ready) throw new Error('The shop did not open')
}

async function workersListen(): Promise<boolean> {
  const found = await pool
    .query<{ count: number }>(`select count(*) as count from pg_stat_activity where datname = current_database() and application_name = 'nianhuo-outbox-ears'`)
    .catch(() => null)
  return found?.rows[0]?.count === 2
}
