import type { Page } from '@playwright/test'
import { newPhone } from '#tests/e2e/people.ts'
import { expect, test } from '#tests/e2e/shop.ts'
import type { Shop } from '#tests/e2e/shop.ts'

test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

async function goods({ catalogue, db }: Shop, title: string, merchantId?: string) {
  const sku = await catalogue.createSku({ priceFen: 8_000, title, ...(merchantId ? { merchantId } : {}) })
  const { slug } = await db.product.findUniqueOrThrow({ where: { id: sku.productId } })
  return { ...sku, slug, title }
}

async function put(page: Page, slug: string): Promise<void> {
  await page.goto(`/products/${slug}`)
  await page.getByRole('button', { name: '加入购物车' }).click()
  await expect(page).toHaveURL(/\/cart/)
}

const total = (page: Page) => page.getByRole('complementary', { name: '合计' })
const box = (page: Page, name: string | RegExp) => page.getByRole('checkbox', { name })

test('lines are chosen one by one, by shop and all at once, and only the chosen ones are added up', async ({ page, shop }) => {
  const first = await goods(shop, '红枣甲')
  const [second, third] = [await goods(shop, '红枣乙', first.merchantId), await goods(shop, '香梨丙')]
  for (const { slug } of [first, second, third]) await put(page, slug)
  await expect(total(page)).toContainText('已选 3 件，2 家店')
  await expect(total(page)).toContainText('240.00')

  await box(page, /结算 红枣乙/).click()
  await expect(total(page)).toContainText('已选 2 件，2 家店')
  await expect(total(page)).toContainText('160.00')
  const shopBox = page.getByRole('region').filter({ hasText: '红枣甲' }).getByRole('checkbox').first()
  await expect(shopBox).toHaveAttribute('aria-checked', 'mixed')
  await shopBox.click()
  await expect(shopBox).toHaveAttribute('aria-checked', 'true')
  await shopBox.click()
  await expect(total(page)).toContainText('已选 1 件，1 家店')
  await expect(total(page)).toContainText('80.00')
  await box(page, '结算全部商品').click()
  await expect(total(page)).toContainText('已选 3 件，2 家店')
  await box(page, '结算全部商品').click()
  await expect(total(page)).toContainText('已选 0 件，0 家店')
  await expect(page.getByRole('button', { name: '先选几件' })).toBeDisabled()
})

test('what cannot be bought is greyed with its reason, stays out of the checkout, and goes all at once', async ({ page, shop }) => {
  const [kept, soldOut, down] = [await goods(shop, '好枣'), await goods(shop, '卖完的枣'), await goods(shop, '下架的枣')]
  for (const { slug } of [kept, soldOut, down]) await put(page, slug)
  await shop.db.sku.update({ where: { id: soldOut.id }, data: { status: 'OFF_SALE' } })
  await shop.db.product.update({ where: { id: down.productId }, data: { status: 'OFF_SHELF' } })
  await page.goto('/cart')
  const invalid = page.getByRole('region', { name: /买不了的商品（2）/ })
  await expect(invalid).toContainText('卖家已下架')
  await expect(total(page)).toContainText('已选 1 件，1 家店')

  await page.getByRole('link', { name: '去结算' }).click()
  await expect(page.getByText('好枣').first()).toBeVisible()
  await expect(page.getByText('卖完的枣')).toHaveCount(0)
  await expect(page.getByRole('button', { name: '提交订单' })).toBeEnabled()

  await page.goto('/cart')
  await invalid.getByRole('button', { name: '全部移出' }).click()
  await expect(page.getByRole('region', { name: /买不了的商品/ })).toHaveCount(0)
  await expect(page.getByText('好枣').first()).toBeVisible()
})

test('two tabs with two carts: the second one is told what changed, and nothing is ordered unseen', async ({ page, shop }) => {
  const [first, second] = [await goods(shop, '第一样'), await goods(shop, '第二样')]
  await put(page, first.slug)
  await page.getByRole('link', { name: '去结算' }).click()
  const other = await page.context().newPage()
  await put(other, second.slug)
  await other.close()

  await page.getByText('智能填写').click()
  await page.getByRole('textbox', { name: '姓名、电话和地址' }).fill(`陈小麦 ${newPhone()} 浙江台州椒江示例路 8 号`)
  // The goods of this form are priced anew with each step, so the page shows the second goods.
  await page.getByRole('button', { name: '识别' }).click()
  await expect(page.getByText('第二样').first()).toBeVisible()
  const third = await page.context().newPage()
  await third.goto('/cart')
  await box(third, /结算 第二样/).click()
  await third.close()
  await page.getByRole('radio', { name: '微信支付' }).check()
  await page.getByRole('button', { name: '提交订单' }).click()
  await expect(page.getByText('商品或数量有变化')).toBeVisible()
  await page.getByRole('button', { name: '提交订单' }).click()
  await expect(page).toHaveURL(/\/pay\/\d{16}/)
  await expect(page.getByText('80.00').first()).toBeVisible()
})

test('cookies refused: the cart says so, and buying at once works to the end', async ({ browser, baseURL, shop }) => {
  const { slug } = await goods(shop, '没有饼干的枣')
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}), locale: 'zh-CN' })
  const page = await context.newPage()
  // What a browser that refuses cookies does: none that an answer sets is there for the next request.
  await page.route('**/*', async (route) => {
    const response = await route.fetch({ maxRedirects: 0 })
    await context.clearCookies()
    const { 'set-cookie': _refused, ...headers } = response.headers()
    await route.fulfill({ response, headers })
  })
  await put(page, slug)
  await expect(page.getByText('浏览器没有记住您的购物车')).toBeVisible()

  await page.goto(`/products/${slug}`)
  await page.getByRole('button', { name: '立即购买' }).click()
  await page.getByText('智能填写').click()
  await page.getByRole('textbox', { name: '姓名、电话和地址' }).fill(`陈小麦 ${newPhone()} 浙江台州椒江示例路 8 号`)
  await page.getByRole('button', { name: '识别' }).click()
  await page.getByRole('radio', { name: '支付宝' }).check()
  await page.getByRole('button', { name: '提交订单' }).click()
  await page.getByRole('button', { name: '去支付' }).click()
  await page.getByRole('button', { name: '支付成功' }).click()
  await expect(page.getByRole('heading', { name: '支付成功' })).toBeVisible()
  await page.unrouteAll({ behavior: 'wait' })
  await context.close()
})
