import { shopAnswersBy } from '#app/domain/complaint/complaint.ts'
import type { Speaker } from '#app/domain/complaint/complaint.ts'
import type { TalkView } from '#app/domain/complaint/views.ts'
import { decrypt, encrypt } from '#app/infra/crypto.server.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import type { Viewer } from '#app/services/order/viewer.server.ts'
import { mayView } from '#app/services/order/viewer.server.ts'

// People write names, telephone numbers and addresses into what they tell each other, so
// every word of it is stored encrypted.

export type TalkOrder = { id: string; number: string; merchantId: string; merchantName: string; paid: boolean; buyerId: string | null }

/** One's own merchant order; null for everybody else, as if it did not exist. */
export async function findOwnOrder(number: string, viewer: Viewer): Promise<TalkOrder | null> {
  const order = await db.merchantOrder.findUnique({
    where: { number },
    select: { id: true, number: true, merchantId: true, paidAt: true, merchant: { select: { name: true } }, checkout: { select: { id: true, userId: true, guestHash: true } } },
  })
  if (!order || !mayView(order.checkout, viewer)) return null
  return { id: order.id, number: order.number, merchantId: order.merchantId, merchantName: order.merchant.name, paid: order.paidAt !== null, buyerId: order.checkout.userId }
}

export async function addWords(tx: Tx, words: { merchantOrderId: string; merchantId: string; by: Speaker; actorId: string | null; text: string; at: Date }): Promise<string> {
  const { text, ...row } = words
  const id = newId()
  await tx.talkMessage.create({ data: { id, ...row, textCipher: encrypt(text) } })
  return id
}

export async function readTalk(merchantOrderId: string): Promise<TalkView> {
  const [said, complaints] = await Promise.all([
    db.talkMessage.findMany({ where: { merchantOrderId }, orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { id: true, by: true, textCipher: true, at: true } }),
    db.complaint.findMany({ where: { merchantOrderId }, orderBy: { openedAt: 'desc' }, select: { number: true, kind: true, state: true, openedAt: true, decidedBy: true, closedAt: true } }),
  ])
  return {
    said: said.map(({ textCipher, ...row }) => ({ ...row, text: decrypt(textCipher) })),
    complaints: complaints.map((complaint) => ({ ...complaint, shopAnswersBy: shopAnswersBy(complaint.openedAt) })),
  }
}
