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

/**
 * One row per change of state, in the transaction of the change. A step is never dated
 * before the one it follows: the provider's times are whole seconds, its clock is its own,
 * and two processes differ by milliseconds.
 */
export async function recordMoves(tx: Tx, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return
  const since = await lastSteps(tx, moves)
  const data = moves.map((move) => {
    const last = since.get(move.entityId)
    const at = last && last > move.at ? last : move.at
    since.set(move.entityId, at)
    return { ...move, at }
  })
  await tx.stateHistory.createMany({ data })
}

async function lastSteps(tx: Tx, moves: readonly Move[]): Promise<Map<string, Date>> {
  const followed = moves.filter((move) => move.fromState !== null)
  if (followed.length === 0) return new Map()
  const rows = await tx.stateHistory.groupBy({
    by: ['entityId'],
    where: { entity: { in: [...new Set(followed.map(({ entity }) => entity))] }, entityId: { in: followed.map(({ entityId }) => entityId) } },
    _max: { at: true },
  })
  return new Map(rows.flatMap((row) => (row._max.at ? [[row.entityId, row._max.at] as const] : [])))
}
