import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'

export type StockEntry = {
  merchantId: string
  skuId: string
  kind: 'RECEIVE' | 'ADJUST' | 'WRITE_OFF'
  /** RECEIVE, WRITE_OFF: units, positive. ADJUST: difference, either way. */
  quantity: number
  note: string
  /** From the form: the same entry sent twice is booked once. */
  entryId: string
  actor: { id: string; role: string }
  now: Date
}

export type StockEntryResult = { ok: true; onHand: number } | { ok: false; reason: 'not_found' | 'below_reserved' }

/**
 * Books goods in or out of an own SKU as a movement, never as a new total, so that sales
 * that run meanwhile are not overwritten. What is held or sold but not shipped cannot be
 * taken away.
 */
export async function enterStock(entry: StockEntry): Promise<StockEntryResult> {
  const delta = entry.kind === 'WRITE_OFF' ? -entry.quantity : entry.quantity
  return db.$transaction(async (tx): Promise<StockEntryResult> => {
    const [sku] = await tx.$queryRaw<{ on_hand: number; reserved: number }[]>`
      select on_hand, held + committed as reserved from sku
       where id = ${entry.skuId}::uuid and merchant_id = ${entry.merchantId}::uuid for update`
    if (!sku) return { ok: false, reason: 'not_found' }
    const ref = `entry:${entry.entryId}`
    const repeated = await tx.stockMovement.count({ where: { ref, skuId: entry.skuId, kind: entry.kind } })
    if (repeated > 0) return { ok: true, onHand: sku.on_hand }
    if (sku.on_hand + delta < sku.reserved) return { ok: false, reason: 'below_reserved' }
    await tx.stockMovement.create({
      data: { id: newId(), skuId: entry.skuId, merchantId: entry.merchantId, kind: entry.kind, onHandDelta: delta, ref, note: entry.note, at: entry.now },
    })
    await tx.sku.update({ where: { id: entry.skuId }, data: { onHand: { increment: delta } } })
    await appendAudit(tx, {
      actor: entry.actor,
      action: 'stock.enter',
      subjectType: 'sku',
      subjectId: entry.skuId,
      before: { onHand: sku.on_hand },
      after: { onHand: sku.on_hand + delta, kind: entry.kind },
      reason: entry.note,
      at: entry.now,
    })
    return { ok: true, onHand: sku.on_hand + delta }
  })
}

export async function listOwnStock(merchantId: string) {
  const rows = await db.sku.findMany({
    where: { merchantId },
    orderBy: { code: 'asc' },
    select: { id: true, code: true, spec: true, onHand: true, held: true, committed: true, product: { select: { title: true, status: true } } },
  })
  return rows.map(({ product, ...sku }) => ({ ...sku, title: product.title, status: product.status, free: sku.onHand - sku.held - sku.committed }))
}

/** The latest movements of an own SKU. */
export async function listMovements(merchantId: string, skuId: string) {
  return db.stockMovement.findMany({
    where: { merchantId, skuId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: 30,
    select: { id: true, kind: true, onHandDelta: true, heldDelta: true, committedDelta: true, note: true, at: true },
  })
}
