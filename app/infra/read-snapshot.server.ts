import type { PoolClient } from 'pg'
import { pool } from '#app/infra/db.server.ts'

export type Snapshot = {
  /** Business time at which the snapshot was taken. */
  asOf: Date
  rows: <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>
}

/**
 * Runs reads on one REPEATABLE READ, READ ONLY snapshot: figures of one answer agree with
 * each other whatever is being sold meanwhile.
 */
export async function readSnapshot<Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query('begin transaction isolation level repeatable read, read only')
    // Distinct counts sort: in memory, or a month of a busy festival goes by way of the disk.
    await client.query(`set local work_mem = '64MB'`)
    const result = await work({
      asOf: await snapshotTime(client),
      rows: async <Row extends object>(text: string, values: readonly unknown[]) =>
        (await client.query<Row>(text, [...values])).rows,
    })
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    // A connection of unknown state is not given back.
    client.release(true)
    throw error
  }
}

async function snapshotTime(client: PoolClient): Promise<Date> {
  const { rows } = await client.query<{ at: Date }>(
    `select clock_timestamp() + coalesce((select offset_ms from business_clock where id = 1), 0) * interval '1 millisecond' as at`,
  )
  const at = rows[0]?.at
  if (!at) throw new Error('The database gave no time')
  return at
}
