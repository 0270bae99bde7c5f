import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { newPhone } from '#tests/e2e/people.ts'
import { expect, test } from '#tests/e2e/shop.ts'
import type { Shop } from '#tests/e2e/shop.ts'

/** Goods at 120 yuan of a shop of their own, and its coupon of 10 from 99 on. */
async function offer({ catalogue, coupons, db }: Shop) {
  const sku = await catalogue.createSku({ priceFen: 12_000 })
  const { slug } = await db.product.findUniqueOrThrow({ where: { id: sku.productId } })
  const { promotionId } = await coupons.offerCoupon({ merchantId: sku.merchantId })
  return { sku, slug, promotionId }
}

async function fillCheckout(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: '收货人' }).fill('陈小麦')
  await page.getByRole('textbox', { name: '手机号' }).fill(newPhone())
  await page.getByRole('textbox', { name: '详细地址' }).fill('海门街道示例路 8 号')
  for (const [list, place] of [['省', '浙江省'], ['市', '台州市'], ['区县', '椒江区']] as const) {
    await page.getByRole('combobox', { name: list, exact: true }).selectOption({ label: place })
    await page.getByRole('button', { name: '选择' }).last().click()
  }
  await page.getByRole('radio', { name: '支付宝' }).check()
}

async function expectAccessible(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
}

const submit = (page: Page) => page.getByRole('button', { name: '提交订单' }).click()
const claimButton = (page: Page) => page.getByRole('button', { name: '领取 满99减10店铺券' })

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

  test('a guest presses 领取, registers, has the coupon, buys with it and sees it as used', async ({ page, shop }) => {
    const { slug } = await offer(shop)
    await page.goto(`/products/${slug}`)
    await claimButton(page).click()
    await expect(page).toHaveURL(/\/login\?next=/)
    await page.getByRole('link', { name: '还没有账号？去注册' }).click()
    await page.getByRole('textbox', { name: '手机号' }).fill(newPhone())
    await page.getByRole('textbox', { name: '密码' }).fill('zao-hetao-2027')
    await page.getByRole('checkbox', { name: '我已阅读并同意' }).check()
    await page.getByRole('button', { name: '注册并登录' }).click()

    // The coupon that was pressed stands first; the press brings them back to the goods.
    await expect(page.getByText('您刚才要的券在第一张')).toBeVisible()
    await page.getByRole('article').first().getByRole('button', { name: '领取 满99减10店铺券' }).click()
    await expect(page).toHaveURL(new RegExp(`/products/${slug}#coupon-claimed`))
    await expect(page.getByText('领到了，已放进券包')).toBeVisible()
    await page.goto('/coupons')
    await expect(page.getByRole('region', { name: '我的券包' }).getByText('可用', { exact: true })).toBeVisible()

    await page.goto(`/products/${slug}`)
    await page.getByRole('button', { name: '加入购物车' }).click()
    await page.getByRole('link', { name: '去结算' }).click()
    await fillCheckout(page)
    await expect(page.getByText('−¥10.00').first()).toBeVisible()
    await submit(page)
    await expect(page).toHaveURL(/\/pay\/\d{16}/)
    const number = /\d{16}/.exec(page.url())![0]
    await page.goto('/coupons')
    await expect(page.getByRole('region', { name: '我的券包' })).toContainText(`锁定在待付款订单 ${number}`)

    await page.goto(`/pay/${number}`)
    await page.getByRole('button', { name: '去支付' }).click()
    await page.getByRole('button', { name: '支付成功' }).click()
    await expect(page.getByRole('heading', { name: '支付成功' })).toBeVisible()
    await page.goto('/coupons')
    await page.getByText('用过和过期的券（1 张）').click()
    await expect(page.getByText(`用在订单 ${number}`)).toBeVisible()
  })

  test('a wrong code keeps what was typed, beside its reason; the right one gives the coupon', async ({ page, context, shop, baseURL }) => {
    const code = `ZAO${newPhone().slice(-8)}`
    await shop.coupons.offerCoupon({ name: '海报券', coupon: { code } })
    await shop.signIn(context, baseURL!, (await shop.people.createShopper()).userId)
    await page.goto('/coupons')
    await page.getByRole('textbox', { name: '券码' }).fill('没有这个')
    await page.getByRole('button', { name: '兑换' }).click()
    await expect(page.getByText('没有这个券码，请核对后再输一次')).toBeVisible()
    await expect(page.getByRole('textbox', { name: '券码' })).toHaveValue('没有这个')
    await page.getByRole('textbox', { name: '券码' }).fill(` ${code.toLowerCase()} `)
    await page.getByRole('button', { name: '兑换' }).click()
    await expect(page.getByText('领到了：海报券')).toBeVisible()
    await page.getByRole('textbox', { name: '券码' }).fill(code)
    await page.getByRole('button', { name: '兑换' }).click()
    await expect(page.getByText('您已经领过这张券了')).toBeVisible()
  })
})

test('one coupon in two tabs: the second is refused, asked again with the new sum, and the cart is kept', async ({ page, context, shop, baseURL }) => {
  const { slug, sku, promotionId } = await offer(shop)
  const { userId } = await shop.people.createShopper()
  await shop.signIn(context, baseURL!, userId)
  await page.goto(`/products/${slug}`)
  await claimButton(page).click()
  await expect(page.getByText('领到了，已放进券包')).toBeVisible()
  await expect(page.getByRole('button', { name: '已领取 满99减10店铺券' })).toBeDisabled()
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('/coupons')
  await expectAccessible(page)
  await page.goto(`/products/${slug}`)
  await page.getByRole('button', { name: '加入购物车' }).click()
  await expectAccessible(page)
  await page.getByRole('link', { name: '去结算' }).click()
  const second = await context.newPage()
  await second.goto(`/checkout?skuId=${sku.id}&quantity=1`)
  for (const tab of [page, second]) {
    await tab.getByRole('textbox', { name: '收货人' }).fill('陈小麦')
    await tab.getByRole('textbox', { name: '手机号' }).fill(newPhone())
    await tab.getByRole('textbox', { name: '详细地址' }).fill('海门街道示例路 8 号')
    for (const [list, place] of [['省', '浙江省'], ['市', '台州市'], ['区县', '椒江区']] as const) await tab.getByRole('combobox', { name: list, exact: true }).selectOption({ label: place })
    await expect(tab.getByText('−¥10.00').first()).toBeVisible()
  }
  await submit(second)
  await expect(second).toHaveURL(/\/pay\/\d{16}/)
  await submit(page)
  const refusal = page.getByRole('status').filter({ hasText: '请看过新金额后再提交一次' })
  await expect(refusal).toContainText('满99减10店铺券')
  await expect(refusal).toContainText('优惠券已使用，或正用于另一笔订单')
  await expect(page.getByText('−¥10.00')).toHaveCount(0)
  await page.goto('/cart')
  await expect(page.getByRole('spinbutton', { name: /数量/ })).toHaveValue('1')
  expect(await shop.db.promotionClaim.count({ where: { promotionId } })).toBe(1)
})
