import type { Posting } from '#app/domain/ledger/postings.ts'
import { businessDate } from '#app/domain/time.ts'
import type { Tx } from '#app/infra/db.server.ts'
import type { LedgerKind } from '#app/infra/generated/prisma/enums.ts'
import { newId } from '#app/infra/id.server.ts'

/**
 * Posts one double entry in the transaction of the state it belongs to. The unique key on
 * kind and cause refuses a second posting for the same payment or refund.
 * @param at business time of the capture or refund; its day is the business date
 */
export async function postLedger(
  tx: Tx,
  entry: { kind: LedgerKind; checkoutId: string; causeId: string; at: Date; postings: (Omit<Posting, 'component'> & { component: string })[] },
): Promise<void> {
  const id = newId()
  await tx.ledgerTransaction.create({
    data: {
      id,
      kind: entry.kind,
      checkoutId: entry.checkoutId,
      causeId: entry.causeId,
      businessDate: new Date(`${businessDate(entry.at)}T00:00:00Z`),
      postedAt: entry.at,
    },
  })
  await tx.ledgerEntry.createMany({
    data: entry.postings.map((posting) => ({ ...posting, id: newId(), transactionId: id, currency: 'cny' })),
  })
}
