import type { ComplaintState } from '#app/domain/complaint/complaint.ts'
import { complaintKindWords } from '#app/domain/complaint/words.ts'
import { deadlineWords } from '#app/domain/shipping/words.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { message, tellShop } from '#app/services/outbox/notify-parties.server.ts'

// Notices say that there is something to read, never what: it may hold names and telephones.

const ofOrder = { number: true, checkout: { select: { userId: true } } } as const

/** Whoever did not say it hears that something was said. */
export async function notifySaid(tx: Tx, messageId: string, at: Date): Promise<void> {
  const said = await tx.talkMessage.findUniqueOrThrow({ where: { id: messageId }, select: { by: true, merchantId: true, merchantOrder: { select: ofOrder } } })
  const { number, checkout } = said.merchantOrder
  const dedupeKey = `talk:${messageId}`
  if (said.by !== 'MERCHANT')
    await tellShop(tx, said.merchantId, { dedupeKey, title: said.by === 'BUYER' ? '买家留言了' : '平台客服留言了', body: `关于订单 ${number}，请到“会话”里查看并回复。`, at })
  if (said.by !== 'BUYER' && checkout.userId)
    await message(tx, { userId: checkout.userId, dedupeKey, title: said.by === 'MERCHANT' ? '卖家回复您了' : '平台客服回复您了', body: `关于订单 ${number}，请到订单页“联系卖家”里查看。`, at })
}

/** the buyer gets number and deadline, shop and platform their work. */
export async function notifyComplaintOpened(tx: Tx, complaintId: string, at: Date): Promise<void> {
  const complaint = await tx.complaint.findUniqueOrThrow({ where: { id: complaintId }, select: { number: true, kind: true, merchantId: true, decidedBy: true, merchantOrder: { select: ofOrder } } })
  const { number, checkout } = complaint.merchantOrder
  const until = deadlineWords(complaint.decidedBy)
  const about = `投诉 ${complaint.number}（${complaintKindWords[complaint.kind]}），订单 ${number}`
  const dedupeKey = `complaint:${complaintId}`
  if (checkout.userId) await message(tx, { userId: checkout.userId, dedupeKey, title: '投诉已受理', body: `${about}。平台最晚 ${until} 给出处理结果。`, at })
  await tellShop(tx, complaint.merchantId, { dedupeKey, title: '买家投诉了', body: `${about}。请在 48 小时内到“会话”里答复。`, at })
  const operators = await tx.membership.findMany({ where: { role: 'OPERATOR' }, select: { userId: true } })
  for (const { userId } of operators) await message(tx, { userId, dedupeKey: `${dedupeKey}:operator:${userId}`, title: '有新的投诉', body: `${about}，最晚 ${until} 处理。`, at })
}

const outcomes: Record<Exclude<ComplaintState, 'OPEN'>, string> = {
  WITHDRAWN: '买家已撤回',
  UPHELD: '平台支持买家的诉求',
  REJECTED: '平台没有支持买家的诉求',
}

export async function notifyComplaintClosed(tx: Tx, complaintId: string, at: Date): Promise<void> {
  const complaint = await tx.complaint.findUniqueOrThrow({ where: { id: complaintId }, select: { number: true, state: true, merchantId: true, merchantOrder: { select: ofOrder } } })
  if (complaint.state === 'OPEN') return
  const { number, checkout } = complaint.merchantOrder
  const body = `投诉 ${complaint.number}（订单 ${number}）：${outcomes[complaint.state]}。理由写在会话里。`
  const dedupeKey = `complaint-closed:${complaintId}`
  await tellShop(tx, complaint.merchantId, { dedupeKey, title: '投诉已处理', body, at })
  if (checkout.userId && complaint.state !== 'WITHDRAWN') await message(tx, { userId: checkout.userId, dedupeKey, title: '投诉有结果了', body, at })
}
