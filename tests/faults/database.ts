import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { startEmbeddedPostgres } from '#app/infra/embedded-postgres.server.ts'
import type { EmbeddedPostgres } from '#app/infra/embedded-postgres.server.ts'
import { waitUntil } from '#app/infra/processes.server.ts'
import type { DatabaseEnd } from '#tests/faults/plan.ts'
import { DATABASE } from '#tests/faults/settings.ts'
import type { Place } from '#tests/faults/settings.ts'
import { prepareTemplate } from '#tests/setup/template.ts'

const LOOK_MS = 100

export type Database = {
  end: (how: DatabaseEnd) => Promise<void>
  /** The database of the shop anew, from the template; nobody may be connected. */
  renew: () => Promise<void>
  stop: () => Promise<void>
}

/** A durable server of the shop's own, which is started again whenever it is gone. */
export async function startDatabase({ folder, ports }: Place): Promise<Database> {
  const start = () => startEmbeddedPostgres({ dataDir: folder, port: ports.database, explicitPort: true })
  let server: EmbeddedPostgres = await start()
  const template = await prepareTemplate(server.url)
  let stopping = false
  const watching = (async () => {
    while (!stopping) {
      // Those it leaves behind may hold its port and memory for a moment.
      if (!server.isAlive()) server = await start().catch(() => server)
      await wait(LOOK_MS)
    }
  })()
  const postmaster = () => Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  return {
    end: async (how) => {
      if (how === 'kill-one') return killOne(server.url)
      process.kill(postmaster(), how === 'kill' ? 'SIGKILL' : how === 'immediate' ? 'SIGQUIT' : 'SIGINT')
      await waitUntil(() => !server.isAlive(), 5_000)
    },
    renew: () =>
      asking(server.url, async (client) => {
        await client.query(`drop database if exists ${DATABASE} with (force)`)
        await client.query(`create database ${DATABASE} template ${template}`)
      }),
    stop: async () => {
      stopping = true
      await watching
      await server.stop()
    },
  }
}

/** SIGKILL of one server process: the postmaster ends all others and recovers. */
async function killOne(url: string): Promise<void> {
  await asking(url, async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = $1 and backend_type = 'client backend' order by query_start desc nulls last limit 1`,
      [DATABASE],
    )
    if (rows[0]) process.kill(rows[0].pid, 'SIGKILL')
  })
}

async function asking(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
