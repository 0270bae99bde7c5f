import type { Speaker } from '#app/domain/complaint/complaint.ts'
import type { TalkView } from '#app/domain/complaint/views.ts'
import { db } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { appendOutbox } from '#app/services/outbox/append-outbox.server.ts'
import { addWords, readTalk } from '#app/services/talk/talk-rows.server.ts'

const PAGE_SIZE = 20

export type Desk = { kind: 'shop'; merchantId: string } | { kind: 'platform' }
type Actor = { id: string; role: string }

/** Whose talks a desk sees: a shop its own, the platform those that somebody complained about. */
const within = (desk: Desk) => (desk.kind === 'shop' ? { merchantId: desk.merchantId } : { complaints: { some: {} } })

export type DeskTalk = TalkView & { id: string; number: string; shop: { name: string; legalName: string; contactPhone: string } }

export async function getDeskTalk(desk: Desk, orderId: string): Promise<DeskTalk | null> {
  const order = await db.merchantOrder.findFirst({
    where: { id: orderId, paidAt: { not: null }, ...within(desk) },
    select: { id: true, number: true, merchant: { select: { name: true, legalName: true, contactPhone: true } } },
  })
  return order && { id: order.id, number: order.number, shop: order.merchant, ...(await readTalk(order.id)) }
}

/** Orders about which something was said, the one with the last word first. */
export async function listShopTalks(merchantId: string, page: number) {
  const [talks, total] = await Promise.all([
    db.talkMessage.groupBy({ by: ['merchantOrderId'], where: { merchantId }, _max: { at: true }, orderBy: { _max: { at: 'desc' } }, skip: (page - 1) * PAGE_SIZE, take: PAGE_SIZE }),
    db.talkMessage.groupBy({ by: ['merchantOrderId'], where: { merchantId } }),
  ])
  const ids = talks.map(({ merchantOrderId }) => merchantOrderId)
  const orders = await db.merchantOrder.findMany({
    where: { id: { in: ids }, merchantId },
    select: {
      id: true, number: true,
      lines: { orderBy: { position: 'asc' }, select: { title: true } },
      talk: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: 1, select: { by: true, at: true } },
      complaints: { where: { state: 'OPEN' }, select: { number: true, openedAt: true, decidedBy: true } },
    },
  })
  const byId = new Map(orders.map((order) => [order.id, order]))
  return {
    pages: Math.max(1, Math.ceil(total.length / PAGE_SIZE)),
    talks: ids.map((id) => byId.get(id)!).map(({ talk, complaints, lines, ...order }) => ({ ...order, goods: lines.map(({ title }) => title), last: talk[0]!, complaint: complaints[0] ?? null })),
  }
}

/** Complaints for the platform: the open ones by their deadline, then the closed ones. */
export async function listComplaints(open: boolean, page: number) {
  const where = open ? { state: 'OPEN' as const } : { state: { not: 'OPEN' as const } }
  const [total, complaints] = await Promise.all([
    db.complaint.count({ where }),
    db.complaint.findMany({
      where,
      orderBy: open ? [{ decidedBy: 'asc' }, { id: 'asc' }] : [{ closedAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      select: { number: true, kind: true, state: true, openedAt: true, decidedBy: true, closedAt: true, merchantOrder: { select: { id: true, number: true, merchant: { select: { name: true } } } } },
    }),
  ])
  return { total, pages: Math.max(1, Math.ceil(total / PAGE_SIZE)), complaints }
}

export type DeskAnswer = { ok: true } | { ok: false; reason: 'not_found' | 'not_open' }

/** A word of the shop or the platform, with its row in the audit. */
export async function sayFromDesk(desk: Desk, input: { orderId: string; text: string; actor: Actor; now: Date }): Promise<DeskAnswer> {
  const { orderId, text, actor, now } = input
  return db.$transaction(async (tx) => {
    const order = await tx.merchantOrder.findFirst({ where: { id: orderId, paidAt: { not: null }, ...within(desk) }, select: { merchantId: true } })
    if (!order) return { ok: false, reason: 'not_found' } as const
    const by: Speaker = desk.kind === 'shop' ? 'MERCHANT' : 'OPERATOR'
    const messageId = await addWords(tx, { merchantOrderId: orderId, merchantId: order.merchantId, by, actorId: actor.id, text, at: now })
    await appendAudit(tx, { actor, action: 'talk.say', subjectType: 'merchant_order', subjectId: orderId, after: { messageId }, at: now })
    await appendOutbox(tx, { type: 'talk.said', payload: { messageId } }, now)
    return { ok: true } as const
  })
}

/** The platform decides, in words that both sides read. Withdrawn in the same moment: nothing is decided. */
export async function decideComplaint(input: { number: string; outcome: 'UPHELD' | 'REJECTED'; text: string; actor: Actor; now: Date }): Promise<DeskAnswer> {
  const { number, outcome, text, actor, now } = input
  return db.$transaction(async (tx) => {
    const complaint = await tx.complaint.findUnique({ where: { number }, select: { id: true, merchantOrderId: true, merchantId: true } })
    if (!complaint) return { ok: false, reason: 'not_found' } as const
    const { count } = await tx.complaint.updateMany({ where: { id: complaint.id, state: 'OPEN' }, data: { state: outcome, closedAt: now } })
    if (count === 0) return { ok: false, reason: 'not_open' } as const
    const { merchantOrderId, merchantId } = complaint
    await addWords(tx, { merchantOrderId, merchantId, by: 'OPERATOR', actorId: actor.id, text, at: now })
    await appendAudit(tx, { actor, action: 'complaint.decide', subjectType: 'complaint', subjectId: complaint.id, before: { state: 'OPEN' }, after: { state: outcome }, at: now })
    await appendOutbox(tx, { type: 'complaint.closed', payload: { complaintId: complaint.id } }, now)
    return { ok: true } as const
  })
}
