import type { ComplaintKind, TalkRefusal } from '#app/domain/complaint/complaint.ts'
import { complaintNumber, decidedBy, mayComplain, mayTalk } from '#app/domain/complaint/complaint.ts'
import type { TalkView } from '#app/domain/complaint/views.ts'
import { businessDate } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { newId, newComplaintDigits } from '#app/infra/id.server.ts'
import { countTry } from '#app/services/identity/throttle.server.ts'
import type { Viewer } from '#app/services/order/viewer.server.ts'
import { appendOutbox } from '#app/services/outbox/append-outbox.server.ts'
import type { TalkOrder } from '#app/services/talk/talk-rows.server.ts'
import { addWords, findOwnOrder, readTalk } from '#app/services/talk/talk-rows.server.ts'

export type TalkAnswer = { ok: true } | { ok: false; reason: 'not_found' | TalkRefusal } | { ok: false; reason: 'throttled'; retryAfterSeconds: number }

type Act = { number: string; viewer: Viewer; now: Date }

export async function getBuyerTalk({ number, viewer }: Omit<Act, 'now'>): Promise<(TalkView & { order: TalkOrder }) | null> {
  const order = await findOwnOrder(number, viewer)
  return order?.paid ? { order, ...(await readTalk(order.id)) } : null
}

/** The buyer writes to the shop. */
export async function sayToShop({ number, viewer, now, text }: Act & { text: string }): Promise<TalkAnswer> {
  return act({ number, viewer, now }, async (tx, order) => {
    const decision = mayTalk(order)
    if (!decision.ok) return decision
    const messageId = await addWords(tx, { merchantOrderId: order.id, merchantId: order.merchantId, by: 'BUYER', actorId: viewer.userId, text, at: now })
    await appendOutbox(tx, { type: 'talk.said', payload: { messageId } }, now)
    return { ok: true }
  })
}

/** the platform is called in; the complaint gets a number and a day by which it is decided. */
export async function openComplaint({ number, viewer, now, kind, text }: Act & { kind: ComplaintKind; text: string }): Promise<TalkAnswer> {
  return act({ number, viewer, now }, async (tx, order) => {
    const openComplaint = (await tx.complaint.count({ where: { merchantOrderId: order.id, state: 'OPEN' } })) > 0
    const decision = mayComplain({ ...order, openComplaint })
    if (!decision.ok) return decision
    const complaintId = newId()
    const { merchantId } = order
    await tx.complaint.create({
      data: { id: complaintId, number: await freeNumber(tx, now), merchantOrderId: order.id, merchantId, kind, state: 'OPEN', openedAt: now, decidedBy: decidedBy(now) },
    })
    await addWords(tx, { merchantOrderId: order.id, merchantId, by: 'BUYER', actorId: viewer.userId, text, at: now })
    await appendOutbox(tx, { type: 'complaint.opened', payload: { complaintId } }, now)
    return { ok: true }
  })
}

/** It was settled: the buyer needs the platform no more. */
export async function withdrawComplaint({ number, viewer, now }: Act): Promise<TalkAnswer> {
  return act({ number, viewer, now }, async (tx, order) => {
    const open = await tx.complaint.findFirst({ where: { merchantOrderId: order.id, state: 'OPEN' }, select: { id: true } })
    if (!open) return { ok: false, reason: 'not_open' }
    await tx.complaint.update({ where: { id: open.id }, data: { state: 'WITHDRAWN', closedAt: now } })
    await appendOutbox(tx, { type: 'complaint.closed', payload: { complaintId: open.id } }, now)
    return { ok: true }
  })
}

/** The order is locked, so of two forms sent at once the second sees what the first has done. */
async function act({ number, viewer }: Act, write: (tx: Tx, order: TalkOrder) => Promise<TalkAnswer>): Promise<TalkAnswer> {
  const order = await findOwnOrder(number, viewer)
  if (!order) return { ok: false, reason: 'not_found' }
  const tries = await countTry('talkOrder', number)
  if (!tries.ok) return { ok: false, reason: 'throttled', retryAfterSeconds: tries.retryAfterSeconds }
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from merchant_order where id = ${order.id}::uuid for update`
    return write(tx, order)
  })
}

/** Four digits of a day are soon taken twice; a few draws find a free number. */
async function freeNumber(tx: Tx, now: Date): Promise<string> {
  for (;;) {
    const number = complaintNumber(businessDate(now), newComplaintDigits())
    if ((await tx.complaint.count({ where: { number } })) === 0) return number
  }
}
