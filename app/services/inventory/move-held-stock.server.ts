import type { Tx } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'

export type Units = { skuId: string; merchantId: string; quantity: number }

/** Locks SKU rows in id order, the first lock of every transaction that moves stock. */
export async function lockSkus(tx: Tx, skuIds: readonly string[]): Promise<Map<string, { free: number; sellable: boolean }>> {
  const rows = await tx.$queryRaw<{ id: string; free: number; sellable: boolean }[]>`
    select s.id, s.on_hand - s.held - s.committed as free, m.status = 'OPEN' as sellable
      from sku s join merchant m on m.id = s.merchant_id
     where s.id = any(${[...skuIds]}::uuid[])
     order by s.id for update of s`
  return new Map(rows.map((row) => [row.id, row]))
}

type HeldMove = 'HOLD' | 'RELEASE' | 'COMMIT' | 'CANCEL'

const deltas: Record<HeldMove, { held: -1 | 0 | 1; committed: -1 | 0 | 1 }> = {
  HOLD: { held: 1, committed: 0 },
  RELEASE: { held: -1, committed: 0 },
  COMMIT: { held: -1, committed: 1 },
  CANCEL: { held: 0, committed: -1 },
}

/**
 * Books movements of reserved stock and moves the counters with them. Call it with the SKU
 * rows locked; the unique key on kind, ref and SKU stops a repeat, the checks on the
 * counters stop a negative one.
 */
export async function moveHeldStock(tx: Tx, kind: HeldMove, ref: string, units: readonly Units[], at: Date): Promise<void> {
  const { held, committed } = deltas[kind]
  await tx.stockMovement.createMany({
    data: units.map(({ skuId, merchantId, quantity }) => ({
      id: newId(),
      skuId,
      merchantId,
      kind,
      heldDelta: held * quantity,
      committedDelta: committed * quantity,
      ref,
      at,
    })),
  })
  const list = JSON.stringify([...units].sort((a, b) => (a.skuId < b.skuId ? -1 : 1)))
  await tx.$executeRaw`
    update sku s set held = s.held + ${held}::int * u.quantity, committed = s.committed + ${committed}::int * u.quantity
      from jsonb_to_recordset(${list}::jsonb) as u("skuId" uuid, quantity int)
     where s.id = u."skuId"`
}
