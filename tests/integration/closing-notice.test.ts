import { expect, test } from 'vitest'
import { db } from '#app/infra/db.server.ts'
import { getSiteFacts } from '#app/services/catalogue/get-site-facts.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import { announceClosing, standingClosingNotice, withdrawClosing } from '#app/services/site/closing-notice.server.ts'
import { createSku } from '#tests/factories/catalogue.ts'
import { fillCheckoutForm } from '#tests/factories/orders.ts'
import { createGuest } from '#tests/factories/people.ts'

const actor = { id: '00000000-0000-7000-8000-000000000301', role: 'OPERATOR' }
const now = new Date('2027-01-16T04:00:00Z')
const sentence = '年货节告一段落，明年再见。'
const audits = () => db.auditLog.findMany({ where: { subjectType: 'closing_notice' }, orderBy: { seq: 'asc' }, select: { action: true, reason: true } })

test('R-30: the end is told thirty days ahead, once, on every page, and can be taken back', async () => {
  expect((await getSiteFacts()).closing).toBe(null)
  expect(await announceClosing({ closesOn: '2027-02-14', sentence, actor, now })).toEqual({ ok: false, reason: 'too_soon', sentence: '终止经营要提前 30 天公示，最早可以是 2027-02-15' })
  expect(await db.closingNotice.count()).toBe(0)
  expect(await audits()).toEqual([])

  const answers = await Promise.all([0, 1].map(() => announceClosing({ closesOn: '2027-02-15', sentence, actor, now })))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'stands_already' })
  expect((await getSiteFacts()).closing).toMatchObject({ closesOn: '2027-02-15', sentence })
  expect(await audits()).toEqual([{ action: 'site.closing_announced', reason: '' }])

  const { id } = (await standingClosingNotice())!
  expect(await withdrawClosing({ id, reason: '办下一届', actor, now })).toEqual({ ok: true })
  expect(await withdrawClosing({ id, reason: '再来', actor, now })).toEqual({ ok: false, reason: 'not_found' })
  expect((await getSiteFacts()).closing).toBe(null)
  expect(await audits()).toEqual([{ action: 'site.closing_announced', reason: '' }, { action: 'site.closing_withdrawn', reason: '办下一届' }])
})

test('R-30: from its day on no order is taken, up to the last moment before it is', async () => {
  const sku = await createSku()
  expect(await announceClosing({ closesOn: '2027-02-15', sentence, actor, now })).toEqual({ ok: true })
  const midnight = new Date('2027-02-14T16:00:00Z')
  const form = async (at: Date) => placeCheckout({ ...(await fillCheckoutForm(createGuest(), [{ skuId: sku.id, quantity: 1 }], at)), acceptsHold: true })
  expect(await form(midnight)).toEqual({ ok: false, reason: 'closed' })
  expect(await db.checkout.count()).toBe(0)
  expect(await form(new Date(midnight.getTime() - 1))).toMatchObject({ ok: true })
  const { id } = (await standingClosingNotice())!
  expect(await withdrawClosing({ id, reason: '办下一届', actor, now })).toEqual({ ok: true })
  expect(await form(midnight)).toMatchObject({ ok: true })
})

test('R-30: the database itself refuses a notice of 29 days', async () => {
  await expect(
    db.closingNotice.create({ data: { closesOn: new Date('2027-02-14T00:00:00Z'), sentence, announcedAt: now, announcedBy: actor.id } }),
  ).rejects.toThrow('closing_notice_thirty_days')
})
