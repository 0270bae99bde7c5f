import { randomInt } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import { newPhone } from '#tests/e2e/people.ts'
import { expect, test } from '#tests/e2e/shop.ts'
import type { Shop } from '#tests/e2e/shop.ts'

const parts = [
  { shop: 'heyan-zaoyuan', name: '河沿枣园', goods: 't002-huizao-lihe', listed: '88.00', off: '10.28', paid: '77.72' },
  { shop: 'shahe-guoyuan', name: '沙河果园', goods: 't008-pingguo-80', listed: '89.00', off: '10.39', paid: '78.61' },
  { shop: 'shuangcheng-hetao', name: '双城核桃', goods: 't013-hetao-185', listed: '79.90', off: '9.33', paid: '70.57' },
] as const

/** A shop sends all that it has of the order in one parcel. */
async function shipPart(browser: Browser, { db, people, signIn }: Shop, baseURL: string, slug: string, number: string): Promise<string> {
  const merchant = await db.merchant.findUniqueOrThrow({ where: { slug } })
  const owner = await people.createShopper()
  await db.membership.create({ data: { userId: owner.userId, role: 'MERCHANT_OWNER', merchantId: merchant.id } })
  const context = await browser.newContext()
  await signIn(context, baseURL, owner.userId)
  const page = await context.newPage()
  await page.goto(`${baseURL}/merchant/orders`)
  // Of an order of three shops each sees its own part alone.
  await expect(page.getByRole('listitem').filter({ hasText: number })).toHaveCount(1)
  await page.getByRole('listitem').filter({ hasText: number }).getByRole('link', { name: '去发货' }).click()
  const tracking = `${randomInt(100_000, 1_000_000)}${randomInt(100_000, 1_000_000)}`
  await page.getByRole('combobox', { name: '快递公司' }).selectOption({ label: '中通快递' })
  await page.getByRole('textbox', { name: '运单号' }).fill(tracking)
  await page.getByRole('button', { name: '发货' }).click()
  await expect(page.getByText('全部发出')).toBeVisible()
  await context.close()
  return tracking
}

async function fillReceiver(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: '收货人' }).fill('陈小麦')
  await page.getByRole('textbox', { name: '手机号' }).fill(newPhone())
  await page.getByRole('textbox', { name: '详细地址' }).fill('海门街道示例路 8 号')
  for (const [list, place] of [['省', '浙江省'], ['市', '台州市'], ['区县', '椒江区']] as const) await page.getByRole('combobox', { name: list, exact: true }).selectOption({ label: place })
  await page.getByRole('radio', { name: '微信支付' }).check()
}

test('journey C1: goods of three shops, 满减 to the fen, paid once, sent in three parcels', async ({ page, context, browser, shop, baseURL }) => {
  test.slow()
  await page.setViewportSize({ width: 360, height: 740 })
  await shop.signIn(context, baseURL!, (await shop.people.createShopper()).userId)
  await page.goto(`/products/${parts[0].goods}`)
  await expect(page.getByText(/每满 200 元减 30 元/).first()).toBeVisible()
  await page.getByRole('button', { name: '领取 河沿枣园店铺券满99减10' }).click()
  await expect(page.getByText('领到了，已放进券包')).toBeVisible()
  for (const { goods } of parts) {
    await page.goto(`/products/${goods}`)
    await page.getByRole('button', { name: '加入购物车' }).click()
    await expect(page).toHaveURL(/\/cart/)
  }
  await expect(page.getByRole('complementary', { name: '合计' })).toContainText('226.90')
  await expect(page.getByText('跨店每满200减30：再买 143.10 元减 30 元')).toBeVisible()

  await page.getByRole('link', { name: '去结算' }).click()
  await fillReceiver(page)
  for (const { name, off, paid } of parts) {
    const group = page.getByRole('region', { name })
    await expect(group).toContainText(`已减 ¥${off}`)
    await expect(group).toContainText(`本店 ¥${paid}`)
    await expect(group).toContainText('包邮')
  }
  // The coupon is in the wallet, and the page says why it does not count.
  await page.getByText(/没有用上的优惠/).click()
  await expect(page.getByText('河沿枣园店铺券满99减10：还差 11.00 元可用：满 99 元减 10 元')).toBeVisible()
  await page.getByRole('button', { name: '提交订单' }).click()
  const again = page.getByRole('button', { name: '提交订单' })
  const pay = page.getByRole('button', { name: '去支付' })
  await expect(again.or(pay).first()).toBeVisible()
  if (await again.isVisible()) await again.click()
  await expect(page.getByText('226.90').first()).toBeVisible()
  await pay.click()
  await page.getByRole('button', { name: '支付成功' }).click()
  await expect(page.getByRole('heading', { name: '支付成功' })).toBeVisible()
  const number = /\d{16}/.exec(page.url())![0]

  await page.goto(`/orders/${number}`)
  for (const { name, listed, off, paid } of parts) {
    const part = page.getByRole('region', { name })
    await expect(part).toContainText('待发货')
    await expect(part).toContainText(`¥${paid}¥${listed} × 1已减 ¥${off}`)
  }
  const tracking: string[] = []
  for (const { shop: slug } of parts) tracking.push(await shipPart(browser, shop, baseURL!, slug, number))
  await page.reload()
  for (const [place, { name }] of parts.entries()) {
    const part = page.getByRole('region', { name })
    await expect(part).toContainText('包裹 1')
    await expect(part).toContainText(`中通快递 ${tracking[place]}`)
    await expect(part).not.toContainText('包裹 2')
  }

  const checkout = await shop.db.checkout.findFirstOrThrow({ where: { number }, include: { merchantOrders: { orderBy: { number: 'asc' }, include: { shipments: true } } } })
  expect(checkout).toMatchObject({ state: 'PAID', goodsFen: 25_690, discountFen: 3_000, freightFen: 0, payableFen: 22_690 })
  expect(checkout.merchantOrders.map(({ discountFen, totalFen, shipments }) => [discountFen, totalFen, shipments.length])).toEqual([[1_028, 7_772, 1], [1_039, 7_861, 1], [933, 7_057, 1]])
})
