import { Buffer } from 'node:buffer'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import sharp from 'sharp'
import { newPhone } from '#tests/e2e/people.ts'
import { expect, test } from '#tests/e2e/shop.ts'
import { photograph } from '#tests/factories/pictures.ts'

/** Buys one of it as a guest and pays; leaves on the order's page. */
async function buy(page: Page, slug: string): Promise<void> {
  await page.goto(`/products/${slug}`)
  await page.getByRole('button', { name: '立即购买' }).click()
  await page.getByRole('textbox', { name: '收货人' }).fill('陈小麦')
  await page.getByRole('textbox', { name: '手机号' }).fill(newPhone())
  await page.getByRole('textbox', { name: '详细地址' }).fill('示例路 8 号')
  for (const [name, label, press] of [['省', '浙江省', 'first'], ['市', '台州市', 'last']] as const) {
    await page.getByRole('combobox', { name, exact: true }).selectOption({ label })
    await page.getByRole('button', { name: '选择' })[press]().click()
  }
  await page.getByRole('combobox', { name: '区县' }).selectOption({ label: '椒江区' })
  await page.getByRole('radio', { name: '支付宝' }).check()
  await page.getByRole('button', { name: '提交订单' }).click()
  await page.getByRole('button', { name: '去支付' }).click()
  await page.getByRole('button', { name: '支付成功' }).click()
  await expect(page.getByRole('heading', { name: '支付成功' })).toBeVisible()
  await page.getByRole('link', { name: /订单/ }).filter({ hasText: /查看/ }).first().click()
  await expect(page).toHaveURL(/\/orders\/\d{16}/)
}

const clean = async (page: Page) => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

/** The same address in a browser with JavaScript, which axe needs; a guest's key is in the address. */
async function cleanWithScript(page: Page, browser: Browser): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: true, viewport: page.viewportSize() })
  const twin = await context.newPage()
  expect((await twin.goto(page.url()))?.status()).toBe(200)
  await clean(twin)
  await context.close()
}

test.describe('after buying, on a phone without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

  test('a guest asks the shop, confirms receipt, reviews with a photograph, and the next visitor reads it', async ({ page, browser, baseURL, shop }) => {
    const sku = await shop.catalogue.createSku({ title: '收货评价用枣', priceFen: 9_900 })
    const { slug } = await shop.db.product.findUniqueOrThrow({ where: { id: sku.productId } })
    const seller = await shop.people.createShopper()
    await shop.db.membership.create({ data: { userId: seller.userId, role: 'MERCHANT_OWNER', merchantId: sku.merchantId } })
    await buy(page, slug)

    // The shop is asked, and answers while it ships.
    await page.getByRole('link', { name: /在线留言/ }).click()
    await page.getByRole('textbox', { name: '留言' }).fill('请挑大一点的')
    await page.getByRole('button', { name: '发送' }).click()
    await expect(page.getByRole('list', { name: '会话' })).toContainText('请挑大一点的')
    const office = await browser.newContext({ javaScriptEnabled: true })
    await shop.signIn(office, baseURL!, seller.userId)
    const desk = await office.newPage()
    await desk.goto('/merchant/talks')
    await desk.getByRole('link', { name: /^订单 \d/ }).click()
    await desk.getByRole('textbox', { name: '回复' }).fill('好的，今天发')
    await desk.getByRole('button', { name: '发送' }).click()
    await expect(desk.getByRole('list', { name: '会话' })).toContainText('好的，今天发')
    await desk.getByRole('link', { name: '看订单' }).click()
    await desk.getByRole('combobox', { name: '快递公司' }).selectOption({ label: '中通快递' })
    await desk.getByRole('textbox', { name: '运单号' }).fill(`7319${newPhone().slice(1, 9)}`)
    await desk.getByRole('button', { name: '发货' }).click()
    await expect(desk.getByText('全部发出')).toBeVisible()

    await page.reload()
    await expect(page.getByRole('list', { name: '会话' })).toContainText('好的，今天发')
    await cleanWithScript(page, browser)
    await page.getByRole('link', { name: '回到订单' }).click()
    await page.getByRole('button', { name: /^确认收货/ }).click()
    await expect(page.getByText('年货到家了')).toBeVisible()
    await cleanWithScript(page, browser)

    // Bad input keeps the words; then it is published.
    await page.getByRole('link', { name: '评价：收货评价用枣' }).click()
    const words = '个头匀 <script>alert("枣")</script>'
    await page.getByRole('textbox', { name: '想说的话' }).fill(words)
    await page.getByRole('button', { name: '发表评价' }).click()
    await expect(page.getByText('请点一下星星')).toBeVisible()
    await page.getByRole('radio', { name: /^4 星/ }).check()
    await page.getByLabel('照片').setInputFiles({ name: '照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<script>alert(1)</script>') })
    await page.getByRole('button', { name: '发表评价' }).click()
    await expect(page.getByText('第 1 张不是能看的照片')).toBeVisible()
    await expect(page.getByRole('textbox', { name: '想说的话' })).toHaveValue(words)
    await page.getByLabel('照片').setInputFiles({ name: '照片.jpg', mimeType: 'image/jpeg', buffer: await photograph(900, 600) })
    await page.getByRole('button', { name: '发表评价' }).click()
    await expect(page.getByText('评价发表了')).toBeVisible()
    await expect(page.getByText('已评价 4 星')).toBeVisible()

    const visitor = await (await browser.newContext({ javaScriptEnabled: true })).newPage()
    await expect(async () => {
      await visitor.goto(`/products/${slug}`)
      await expect(visitor.getByRole('region', { name: '买家评价' })).toContainText(words, { timeout: 1_000 })
    }).toPass()
    const reviews = visitor.getByRole('region', { name: '买家评价' })
    await expect(reviews.getByRole('img', { name: '4 星，满意' })).toBeVisible()
    await expect(reviews).toContainText('1 条评价')
    const picture = await visitor.request.get((await reviews.getByRole('link', { name: '买家照片 1，点开看大图' }).getAttribute('href'))!)
    expect([picture.status(), picture.headers()['content-type'], picture.headers()['x-content-type-options']]).toEqual([200, 'image/webp', 'nosniff'])
    const { width, height, exif } = await sharp(await picture.body()).metadata()
    expect([width, height, exif]).toEqual([600, 900, undefined])
    await clean(visitor)
    await visitor.goto(`/products/${slug}/reviews`)
    await expect(visitor.getByRole('heading', { level: 1, name: '买家评价' })).toBeVisible()
    await clean(visitor)
  })
})

test('with JavaScript a large photograph is made small before it travels; favourites and footprints are a person’s own', async ({ page, context, baseURL, shop }) => {
  const { userId } = await shop.people.createShopper()
  await shop.signIn(context, baseURL!, userId)
  await page.goto('/products/t001-huizao')
  await page.getByRole('button', { name: '收藏' }).click()
  await expect(page.getByText('收藏好了')).toBeVisible()
  await expect(page.getByRole('button', { name: /^取消收藏/ })).toHaveCount(1)
  await clean(page)

  await page.goto('/footprints')
  await expect(page.getByText('足迹默认是关的')).toBeVisible()
  await page.getByRole('button', { name: '打开足迹' }).click()
  await expect(page.getByText('还没有看过什么')).toBeVisible()
  const noted = page.waitForResponse((answer) => answer.url().endsWith('/fragments/footprint'))
  await page.goto('/products/t002-huizao-lihe')
  expect((await noted).status()).toBe(204)
  await page.goto('/footprints')
  await expect(page.getByRole('article')).toHaveCount(1)
  await page.getByRole('button', { name: '清空' }).click()
  await expect(page.getByText('还没有看过什么')).toBeVisible()
})
