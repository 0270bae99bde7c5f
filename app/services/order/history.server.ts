import type { Tx } from '#app/infra/db.server.ts'
import type { HistoryEntity } from '#app/infra/generated/prisma/enums.ts'

export type Move = {
  entity: HistoryEntity
  entityId: string
  fromState: string | null
  toState: string
  event: string
  /** A user's id, 'guest', 'provider' or 'system'. */
  actor: string
  at: Date
}

/** One row per change of state, in the transaction of the change. */
export async function recordMoves(tx: Tx, moves: readonly Move[]): Promise<void> {
  if (moves.length > 0) await tx.stateHistory.createMany({ data: [...moves] })
}
