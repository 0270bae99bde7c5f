import { describe, expect, test } from 'vitest'
import { db, pool } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { confirmReceipt, receiveDueOrders } from '#app/services/order/confirm-receipt.server.ts'
import { drainOutbox } from '#app/services/outbox/drain-outbox.server.ts'
import { getBuyerTalk, openComplaint, sayToShop, withdrawComplaint } from '#app/services/talk/buyer-talk.server.ts'
import { decideComplaint, getDeskTalk, listComplaints, listShopTalks, sayFromDesk } from '#app/services/talk/desk-talk.server.ts'
import { action } from '#app/routes/storefront/talk.tsx'
import { createSku } from '#tests/factories/catalogue.ts'
import { now, placeOrder } from '#tests/factories/orders.ts'
import { createGuest, createShopper, viewerOf } from '#tests/factories/people.ts'
import { orderAccessKey } from '#app/services/order/viewer.server.ts'
import type { Bought } from '#tests/factories/shipped.ts'
import { createOperator, paidOrder, shippedOrder } from '#tests/factories/shipped.ts'
import { useSandbox } from '#tests/setup/sandbox.ts'

const sandbox = useSandbox()
const shopOf = (order: Bought) => ({ kind: 'shop', merchantId: order.merchantId }) as const
const platform = { kind: 'platform' } as const
const say = (order: Bought, text: string, at = now) => sayToShop({ ...order, now: at, text })
const complain = (order: Bought, at = now) => openComplaint({ ...order, now: at, kind: 'DAMAGED', text: '坏了三个，要求补发' })
const reply = (order: Bought, text: string, at = now) => sayFromDesk(shopOf(order), { orderId: order.id, text, actor: order.seller, now: at })
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

/** What a refusal must leave as it was. */
const snapshot = () => Promise.all([db.talkMessage.count(), db.complaint.count(), db.outboxEvent.count(), db.auditLog.count()])

/** What each of them was told, by title. */
async function told(userId: string | null): Promise<string[]> {
  await drainOutbox()
  await drainOutbox()
  return (await db.message.findMany({ where: { userId }, orderBy: { dedupeKey: 'asc' }, select: { title: true } })).map(({ title }) => title).filter((title) => !['有新订单待发货', '支付成功'].includes(title)).sort()
}

describe('the conversation', () => {
  test('is read by buyer and shop in the order in which it was said; each hears of the other’s words, once', async () => {
    const order = await paidOrder(sandbox())
    expect(await say(order, '什么时候发货？\n我电话 13912345678')).toEqual({ ok: true })
    expect(await reply(order, '今天下午', later(1))).toEqual({ ok: true })
    const expected = [{ by: 'BUYER', text: '什么时候发货？\n我电话 13912345678' }, { by: 'MERCHANT', text: '今天下午' }]
    expect((await getBuyerTalk(order))?.said).toMatchObject(expected)
    expect((await getDeskTalk(shopOf(order), order.id))?.said).toMatchObject(expected)
    expect(await told(order.seller.id)).toEqual(['买家留言了'])
    expect(await told(order.viewer.userId)).toEqual(['卖家回复您了'])
    expect((await listShopTalks(order.merchantId, 1)).talks).toMatchObject([{ number: order.number, last: { by: 'MERCHANT' }, complaint: null }])
  })

  test('stands encrypted in the rows and in no notice; it cannot be changed', async () => {
    const order = await paidOrder(sandbox())
    await say(order, '我叫陈小麦，住测试街道 8 号')
    await drainOutbox()
    const { rows } = await pool.query<{ said: string }>(`select text_cipher as said from talk_message union all select body from message union all select payload::text from outbox_event`)
    expect(rows.filter(({ said }) => said.includes('陈小麦'))).toEqual([])
    await complain(order)
    for (const statement of [`update talk_message set text_cipher = 'x'`, `delete from talk_message`, `delete from complaint`, `update complaint set kind = 'OTHER'`])
      await expect(pool.query(statement), statement).rejects.toThrow('append-only')
  })

  test('is nobody else’s: a stranger, another buyer, another shop, and the platform while nobody complained', async () => {
    const [order, other] = [await paidOrder(sandbox()), await paidOrder(sandbox())]
    await say(order, '你好')
    const before = await snapshot()
    for (const viewer of [viewerOf(createGuest()), viewerOf(await createShopper()), other.viewer]) {
      expect(await getBuyerTalk({ number: order.number, viewer })).toBe(null)
      expect(await sayToShop({ number: order.number, viewer, now, text: 'x' })).toEqual({ ok: false, reason: 'not_found' })
      expect(await openComplaint({ number: order.number, viewer, now, kind: 'OTHER', text: 'x' })).toEqual({ ok: false, reason: 'not_found' })
    }
    for (const desk of [shopOf(other), platform]) {
      expect(await getDeskTalk(desk, order.id)).toBe(null)
      expect(await sayFromDesk(desk, { orderId: order.id, text: 'x', actor: other.seller, now })).toEqual({ ok: false, reason: 'not_found' })
    }
    expect((await listShopTalks(other.merchantId, 1)).talks).toEqual([])
    expect(await snapshot()).toEqual(before)
  })

  test('begins with the payment', async () => {
    const owner = createGuest()
    const placed = await placeOrder(owner, [{ skuId: (await createSku()).id, quantity: 1 }])
    const mine = { number: `${placed.number}-1`, viewer: viewerOf(owner), now }
    expect(await getBuyerTalk(mine)).toBe(null)
    expect(await sayToShop({ ...mine, text: '你好' })).toEqual({ ok: false, reason: 'unpaid' })
    expect(await openComplaint({ ...mine, kind: 'OTHER', text: '你好你好' })).toEqual({ ok: false, reason: 'unpaid' })
  })
})

describe('R-46: a complaint', () => {
  test('has a number and a deadline; buyer, shop and every operator are told, and then the platform may read and speak', async () => {
    const [order, operator] = [await paidOrder(sandbox()), await createOperator()]
    await say(order, '先问问')
    expect(await complain(order, later(1))).toEqual({ ok: true })
    const talk = await getBuyerTalk(order)
    expect(talk?.complaints).toEqual([
      { number: expect.stringMatching(/^TS20270116-\d{4}$/), kind: 'DAMAGED', state: 'OPEN', openedAt: later(1), shopAnswersBy: later(1 + 48 * 60), decidedBy: new Date('2027-01-23T16:00:00Z'), closedAt: null },
    ])
    expect(talk?.said.at(-1)).toMatchObject({ by: 'BUYER', text: '坏了三个，要求补发' })
    expect(await told(order.viewer.userId)).toEqual(['投诉已受理'])
    expect(await told(order.seller.id)).toEqual(['买家投诉了', '买家留言了'].sort())
    // Of this one; others of this file may have come meanwhile.
    expect(await db.message.count({ where: { userId: operator.id, title: '有新的投诉', body: { contains: order.number } } })).toBe(1)
    expect(await db.message.findFirstOrThrow({ where: { userId: order.viewer.userId, title: '投诉已受理' } })).toMatchObject({ body: `投诉 ${talk!.complaints[0]!.number}（坏了、碎了、烂了），订单 ${order.number}。平台最晚 1月23日 24:00 给出处理结果。` })
    expect((await getDeskTalk(platform, order.id))?.said).toHaveLength(2)
    expect(await sayFromDesk(platform, { orderId: order.id, text: '请卖家答复', actor: operator, now: later(2) })).toEqual({ ok: true })
    expect(await told(order.viewer.userId)).toEqual(['平台客服回复您了', '投诉已受理'].sort())
    expect((await listComplaints(true, 1)).complaints.map(({ merchantOrder }) => merchantOrder.number)).toContain(order.number)
  })

  test('is decided once, with reason and audit row, and both sides are told', async () => {
    const [order, operator] = [await paidOrder(sandbox()), await createOperator()]
    await complain(order)
    const { number, id } = await db.complaint.findFirstOrThrow({ where: { merchantOrderId: order.id } })
    const decide = (outcome: 'UPHELD' | 'REJECTED') => decideComplaint({ number, outcome, text: '照片清楚，请补发三个', actor: operator, now: later(5) })
    const answers = await Promise.all([decide('UPHELD'), decide('UPHELD')])
    expect(answers).toEqual(expect.arrayContaining([{ ok: true }, { ok: false, reason: 'not_open' }]))
    expect(await db.complaint.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'UPHELD', closedAt: later(5) })
    expect(await db.auditLog.findMany({ where: { subjectId: id }, select: { action: true, actorId: true, before: true, after: true } })).toEqual([
      { action: 'complaint.decide', actorId: operator.id, before: { state: 'OPEN' }, after: { state: 'UPHELD' } },
    ])
    expect(await told(order.viewer.userId)).toEqual(['投诉已受理', '投诉有结果了'].sort())
    expect(await told(order.seller.id)).toEqual(['买家投诉了', '投诉已处理'].sort())
    expect(await decideComplaint({ number: 'TS20270116-none', outcome: 'UPHELD', text: '没有的', actor: operator, now })).toEqual({ ok: false, reason: 'not_found' })
  })

  test('one at a time; after it was withdrawn another may come', async () => {
    const order = await paidOrder(sandbox())
    const answers = await Promise.all([complain(order), complain(order), complain(order)])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter((answer) => !answer.ok && answer.reason === 'open_already')).toHaveLength(2)
    expect(await withdrawComplaint({ ...order, now: later(1) })).toEqual({ ok: true })
    expect(await withdrawComplaint({ ...order, now: later(1) })).toEqual({ ok: false, reason: 'not_open' })
    expect(await complain(order, later(2))).toEqual({ ok: true })
    expect((await getBuyerTalk(order))?.complaints.map(({ state }) => state)).toEqual(['OPEN', 'WITHDRAWN'])
  })

  test('keeps an order from being received by time; the buyer’s own word still counts', async () => {
    const order = await shippedOrder(sandbox())
    await complain(order)
    await receiveDueOrders(new Date('2027-03-01T00:00:00Z'))
    expect(await db.merchantOrder.findUniqueOrThrow({ where: { id: order.id } })).toMatchObject({ state: 'SHIPPED' })
    expect(await confirmReceipt(order)).toEqual({ ok: true })
  })
})

describe('the form', () => {
  async function post(order: Bought, fields: Record<string, string>, place = '1') {
    const { id } = await db.checkout.findUniqueOrThrow({ where: { number: order.checkoutNumber } })
    const request = new Request(`http://localhost:3000/orders/${order.checkoutNumber}/talk/${place}?key=${orderAccessKey(id)}`, { method: 'POST', body: new URLSearchParams(fields) })
    try {
      const answer = await action({ request, params: { number: order.checkoutNumber, place }, context: {} as never })
      return 'init' in answer ? { status: answer.init?.status, ...answer.data } : { status: answer.status }
    } catch (thrown) {
      return { status: (thrown as Response).status }
    }
  }

  test('keeps what was typed and says beside the field what is wrong; nothing changes', async () => {
    const order = await paidOrder(sandbox(), { owner: createGuest() })
    const before = await snapshot()
    const long = '话'.repeat(10_000)
    expect(await post(order, { intent: 'say', text: long })).toEqual({ status: 422, errors: { text: '留言最多 1000 个字，现在有 10000 个' }, values: { intent: 'say', text: long } })
    expect(await post(order, { intent: 'say', text: ' \n ' })).toMatchObject({ status: 422, errors: { text: '请填写留言' } })
    expect(await post(order, { intent: 'complain', kind: '', complaint: '少' })).toMatchObject({ status: 422, errors: { kind: '请选一个最接近的', complaint: '经过至少 5 个字' } })
    expect(await post(order, { intent: 'say', text: '好', merchantId: newId() })).toMatchObject({ status: 422 })
    expect(await post(order, { intent: 'say', text: '好' }, '2')).toEqual({ status: 404 })
    expect(await post(order, { intent: 'say', text: '好' }, 'x')).toEqual({ status: 404 })
    expect(await post(order, { intent: 'withdraw' })).toMatchObject({ status: 409 })
    expect(await snapshot()).toEqual(before)
    expect(await post(order, { intent: 'complain', kind: 'NOT_ARRIVED', complaint: '少发了一袋' })).toEqual({ status: 303 })
    expect(await post(order, { intent: 'complain', kind: 'NOT_ARRIVED', complaint: '少发了一袋' })).toMatchObject({ status: 409, errors: { '': '这笔订单已有一个投诉在处理，有新情况请直接留言' } })
    expect(await post(order, { intent: 'say', text: '<script>alert(1)</script>' })).toEqual({ status: 303 })
    expect((await getDeskTalk(shopOf(order), order.id))?.said.at(-1)?.text).toBe('<script>alert(1)</script>')
  })
})
