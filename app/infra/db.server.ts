import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '#app/infra/generated/prisma/client.ts'
import type { Prisma } from '#app/infra/generated/prisma/client.ts'
import { env } from '#app/infra/env.server.ts'
import { singleton } from '#app/infra/singleton.server.ts'

// int8 (sums and sequences) as number: every figure of this shop fits 2^53, and a value
// that does not must stop rather than lose a digit.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`int8 out of range: ${text}`)
  return value
})

function makePool(): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env().databaseUrl,
    max: env().databasePool,
    // Waiting longer than this is answered with 503 and Retry-After.
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: `nianhuo-${process.env.PROCESS_NAME ?? 'process'}`,
    options: '-c timezone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000',
  })
  // Without a listener a stopped server would take the process with it; the next query
  // meets the error where it can be answered.
  pool.on('error', () => undefined)
  return pool
}

/** The one pool of this process; hot statements run on it directly as named statements. */
export const pool: pg.Pool = singleton('pool', makePool)

/** Prisma on the same pool. */
export const db: PrismaClient = singleton(
  'db',
  () =>
    new PrismaClient({
      adapter: new PrismaPg(pool, { disposeExternalPool: false }),
      transactionOptions: { maxWait: 5_000, timeout: 15_000 },
    }),
)

export type Db = PrismaClient
export type Tx = Prisma.TransactionClient
/** What reads take: the client or a transaction of it. */
export type Reader = Db | Tx

/** Runs a prepared statement by name on the pool and gives its rows. */
export async function queryNamed<Row extends object>(
  name: string,
  text: string,
  values: unknown[],
  on: { query: pg.Pool['query'] } = pool,
): Promise<Row[]> {
  const result = await on.query({ name, text, values })
  return result.rows as Row[]
}
