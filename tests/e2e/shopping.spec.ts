import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { newPhone, registerShopper } from '#tests/e2e/people.ts'

async function addToCart(page: Page, slug: string, quantity: number): Promise<void> {
  await page.goto(`/products/${slug}`)
  await page.getByRole('spinbutton', { name: '数量' }).fill(String(quantity))
  await page.getByRole('button', { name: '加入购物车' }).click()
  await expect(page).toHaveURL(/\/cart/)
}

async function fillReceiver(page: Page, phone: string): Promise<void> {
  await page.getByRole('textbox', { name: '收货人' }).fill('陈小麦')
  await page.getByRole('textbox', { name: '手机号' }).fill(phone)
  await page.getByRole('textbox', { name: '详细地址' }).fill('海门街道示例路 8 号')
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

  test('a guest finds, buys and pays, and keeps the order by its link', async ({ page, browser }) => {
    await page.goto('/')
    await page.getByLabel('搜索商品').fill('hz')
    await page.getByLabel('搜索商品').press('Enter')
    await expect(page.getByRole('link', { name: /阿拉尔灰枣 一级/ }).first()).toBeVisible()

    await addToCart(page, 't001-huizao', 2)
    await page.getByRole('link', { name: '去结算' }).or(page.getByRole('button', { name: '去结算' })).first().click()
    await fillReceiver(page, newPhone())
    await page.getByRole('combobox', { name: '省' }).selectOption({ label: '浙江省' })
    await page.getByRole('button', { name: '选择' }).first().click()
    await page.getByRole('combobox', { name: '市' }).selectOption({ label: '台州市' })
    await page.getByRole('button', { name: '选择' }).last().click()
    await page.getByRole('combobox', { name: '区县' }).selectOption({ label: '椒江区' })
    // What was typed stayed through every step.
    await expect(page.getByRole('textbox', { name: '收货人' })).toHaveValue('陈小麦')
    await page.getByRole('radio', { name: '支付宝' }).check()
    await page.getByRole('button', { name: '提交订单' }).click()

    await expect(page).toHaveURL(/\/pay\/\d{16}/)
    await page.getByRole('button', { name: '去支付' }).click()
    await page.getByRole('button', { name: '支付成功' }).click()
    await expect(page.getByRole('heading', { name: '支付成功' })).toBeVisible()
    const number = /\d{16}/.exec(page.url())![0]
    await expect(page.getByText(number).first()).toBeVisible()

    await page.goto(`/orders/${number}`)
    await expect(page.getByText('待发货').first()).toBeVisible()
    // 2 × 39.80 is over 59 yuan: zone A ships free.
    await expect(page.getByText('79.60').first()).toBeVisible()

    const stranger = await browser.newContext()
    const other = await stranger.newPage()
    expect((await other.goto(`/orders/${number}`))?.status()).toBe(404)
    await stranger.close()
  })
})

test('a signed-in shopper pays two merchants at once; the cart survives the sign-in', async ({ page }) => {
  await addToCart(page, 't002-huizao-lihe', 1)
  await registerShopper(page)
  await addToCart(page, 't010-pingguo-jiating', 1)
  await expect(page.getByText('河沿枣园').first()).toBeVisible()
  await expect(page.getByText('沙河果园').first()).toBeVisible()
  await page.getByRole('link', { name: '去结算' }).or(page.getByRole('button', { name: '去结算' })).first().click()
  await fillReceiver(page, newPhone())
  await page.getByRole('combobox', { name: '省' }).selectOption({ label: '浙江省' })
  await page.getByRole('combobox', { name: '市' }).selectOption({ label: '台州市' })
  await page.getByRole('combobox', { name: '区县' }).selectOption({ label: '临海市' })
  await page.getByRole('radio', { name: '微信支付' }).check()
  await page.getByRole('button', { name: '提交订单' }).click()
  // Chosen without a reload, the freight was not seen yet: the page shows it and asks again.
  const again = page.getByRole('button', { name: '提交订单' })
  await expect(again.or(page.getByRole('button', { name: '去支付' })).first()).toBeVisible()
  if (await again.isVisible()) await again.click()

  await page.getByRole('button', { name: '去支付' }).click()
  await page.getByRole('button', { name: '支付失败' }).click()
  await expect(page.getByText('支付失败，款项没有扣除')).toBeVisible()
  await page.getByRole('button', { name: '支付成功' }).click()
  await expect(page.getByRole('heading', { name: '支付成功' })).toBeVisible()

  await page.goto('/orders')
  await page.getByRole('link', { name: /\d{16}|查看/ }).first().click()
  // 88.00 + 69.00, both free of freight in zone A.
  await expect(page.getByText('157.00').first()).toBeVisible()
  await expect(page.getByRole('region', { name: '河沿枣园' })).toContainText('待发货')
  await expect(page.getByRole('region', { name: '沙河果园' })).toContainText('待发货')
})
