import type pg from 'pg'
import { pool } from '#app/infra/db.server.ts'
import { accessInvariants } from '#app/services/verify/access-invariants.ts'
import type { Invariant } from '#app/services/verify/invariant.ts'
import { moneyInvariants } from '#app/services/verify/money-invariants.ts'
import { promotionInvariants } from '#app/services/verify/promotion-invariants.ts'
import { reportInvariants } from '#app/services/verify/report-invariants.ts'
import { stateInvariants } from '#app/services/verify/state-invariants.ts'
import { stockInvariants } from '#app/services/verify/stock-invariants.ts'

export const invariants: readonly Invariant[] = [
  ...stockInvariants,
  ...moneyInvariants,
  ...promotionInvariants,
  ...reportInvariants,
  ...stateInvariants,
  ...accessInvariants,
]

export type Violation = { id: string; sentence: string; rows: unknown[] }

/** How many breaking rows of one invariant are shown. */
const SHOWN = 5

/** Every invariant against one read-only snapshot; empty when all hold. */
export async function verifyDatabase(on: pg.Pool = pool): Promise<Violation[]> {
  const client = await on.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const violations: Violation[] = []
    for (const { id, sentence, sql } of invariants) {
      // Named: the plan is made once a connection, which tests feel.
      const { rows } = await client.query<object>({ name: `verify-${id}`, text: `${sql} limit ${SHOWN}` })
      if (rows.length > 0) violations.push({ id, sentence, rows })
    }
    return violations
  } finally {
    await client.query('rollback').catch(() => undefined)
    client.release()
  }
}
