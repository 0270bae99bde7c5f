import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { newPhone, registerShopper } from '#tests/e2e/people.ts'
import { expect, test } from '#tests/e2e/shop.ts'
import type { Shop } from '#tests/e2e/shop.ts'

async function offer({ catalogue, db }: Shop) {
  const sku = await catalogue.createSku({ priceFen: 9_800, title: '团圆礼盒' })
  const { slug } = await db.product.findUniqueOrThrow({ where: { id: sku.productId } })
  return slug
}

async function expectAccessible(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
}

/** From the goods to the pay page, the address pasted as one line. */
async function placeByPaste(page: Page, slug: string, phone: string): Promise<void> {
  await page.goto(`/products/${slug}`)
  await page.getByRole('button', { name: '立即购买' }).click()
  await page.getByText('智能填写').click()
  await page.getByRole('textbox', { name: '姓名、电话和地址' }).fill(`${phone}，浙江台州椒江海门街道示例路8号，陈阿公`)
  await page.getByRole('button', { name: '识别' }).click()
  await expect(page.getByText('已经填到下面，请核对一遍')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '收货人' })).toHaveValue('陈阿公')
  await expect(page.getByRole('textbox', { name: '手机号' })).toHaveValue(phone)
  await expect(page.getByRole('textbox', { name: '详细地址' })).toHaveValue('海门街道示例路8号')
  await expect(page.getByRole('combobox', { name: '区县' })).toHaveValue('331002')
  await page.getByRole('radio', { name: '微信支付' }).check()
  await page.getByRole('button', { name: '提交订单' }).click()
  await expect(page).toHaveURL(/\/pay\/\d{16}/)
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

  test('C9: a grandfather asks his daughter to pay; she sees goods and amount, not where he lives', async ({ page, browser, shop }) => {
    const slug = await offer(shop)
    await registerShopper(page)
    const phone = newPhone()
    await placeByPaste(page, slug, phone)
    await page.getByText('请家人代付').click()
    await expect(page.getByText('链接最长 24 小时有效')).toBeVisible()
    await page.getByRole('button', { name: '生成代付链接' }).click()
    const link = await page.getByRole('textbox', { name: '代付链接' }).inputValue()
    await expect(page.getByText(/还剩 (?:24 小时|23 小时 59 分钟)/)).toBeVisible()

    const office = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, locale: 'zh-CN' })
    const daughter = await office.newPage()
    await daughter.goto(link)
    await expect(daughter.getByRole('heading', { name: '家人请您帮忙付款' })).toBeVisible()
    await expect(daughter.getByText('98.00').first()).toBeVisible()
    await expect(daughter.getByText('团圆礼盒')).toBeVisible()
    const number = /\d{16}/.exec(page.url())![0]
    const html = await daughter.content()
    for (const secret of ['陈阿公', phone, phone.slice(-4), '示例路', '椒江', number]) expect(html).not.toContain(secret)

    await daughter.getByRole('button', { name: '去支付' }).click()
    await daughter.getByRole('button', { name: '取消支付' }).click()
    await expect(daughter.getByText('刚才没有付成')).toBeVisible()
    await daughter.getByRole('button', { name: '去支付' }).click()
    await daughter.getByRole('button', { name: '支付成功' }).click()
    await expect(daughter.getByRole('heading', { name: '支付成功' })).toBeVisible()
    for (const secret of ['陈阿公', phone, '示例路', number]) expect(await daughter.content()).not.toContain(secret)
    // The order itself is not hers to open.
    expect((await daughter.goto(`/orders/${number}`))?.status()).toBe(404)
    await office.close()

    await page.goto(`/pay/${number}`)
    await expect(page.getByRole('heading', { name: '支付成功' })).toBeVisible()
  })

  test('a link that was withdrawn opens nothing, and its owner pays himself; pressing again from the old page charges nothing', async ({ page, browser, shop }) => {
    const slug = await offer(shop)
    await registerShopper(page)
    await placeByPaste(page, slug, newPhone())
    await page.getByText('请家人代付').click()
    await page.getByRole('button', { name: '生成代付链接' }).click()
    const link = await page.getByRole('textbox', { name: '代付链接' }).inputValue()
    await page.getByRole('button', { name: '收回链接' }).click()
    await expect(page.getByRole('textbox', { name: '代付链接' })).toHaveCount(0)

    const elsewhere = await browser.newContext({ javaScriptEnabled: false })
    const other = await elsewhere.newPage()
    await other.goto(link)
    await expect(other.getByRole('heading', { name: '链接已经收回' })).toBeVisible()
    await expect(other.getByText('团圆礼盒')).toHaveCount(0)
    expect((await other.goto(link.replace(/key=.{4}/, 'key=AAAA')))?.status()).toBe(404)
    await elsewhere.close()

    const payPage = page.url()
    const stale = await page.context().newPage()
    await stale.goto(payPage)
    await page.getByRole('button', { name: '去支付' }).click()
    await page.getByRole('button', { name: '支付失败' }).click()
    await page.getByRole('button', { name: '取消支付' }).click()
    await expect(page.getByRole('heading', { name: '这次没有付成' })).toBeVisible()
    await page.getByRole('button', { name: '去支付' }).click()
    await page.getByRole('button', { name: '支付成功' }).click()
    await expect(page.getByRole('heading', { name: '支付成功' })).toBeVisible()
    await stale.getByRole('button', { name: '去支付' }).click()
    await expect(stale.getByRole('heading', { name: '支付成功' })).toBeVisible()
  })

  test('half a pasted address fills what it can and says what is missing; the book keeps the whole one', async ({ page, shop }) => {
    const slug = await offer(shop)
    await registerShopper(page)
    await page.goto('/account/addresses')
    await page.getByRole('link', { name: '新增地址' }).click()
    await page.getByText('智能填写').click()
    await page.getByRole('textbox', { name: '姓名、电话和地址' }).fill('浙江台州椒江 李小枣')
    await page.getByRole('button', { name: '识别' }).click()
    await expect(page.getByText('还缺：11 位手机号、详细地址')).toBeVisible()
    await expect(page.getByRole('textbox', { name: '收货人' })).toHaveValue('李小枣')
    await page.getByRole('textbox', { name: '手机号' }).fill('1380000')
    await page.getByRole('textbox', { name: '详细地址' }).fill('海门街道 1 号')
    await page.getByRole('button', { name: '保存' }).last().click()
    await expect(page.getByText('请填写 11 位手机号')).toBeVisible()
    await expect(page.getByRole('textbox', { name: '手机号' })).toHaveValue('1380000')
    await page.getByRole('textbox', { name: '手机号' }).fill(newPhone())
    await page.getByRole('button', { name: '保存' }).last().click()
    await expect(page.getByText('地址已保存')).toBeVisible()
    await page.getByRole('link', { name: '新增地址' }).click()
    await page.getByText('智能填写').click()
    await page.getByRole('textbox', { name: '姓名、电话和地址' }).fill(`王小梨 ${newPhone()} 北京市朝阳区示例街 2 号`)
    await page.getByRole('button', { name: '识别' }).click()
    await page.getByRole('checkbox', { name: '设为默认地址' }).check()
    await page.getByRole('button', { name: '保存' }).last().click()
    await expect(page.getByRole('listitem').filter({ hasText: '王小梨' })).toContainText('默认')

    // The default is in the fields; the other one is a press away, and what was chosen besides stays.
    await page.goto(`/products/${slug}`)
    await page.getByRole('button', { name: '立即购买' }).click()
    await expect(page.getByRole('textbox', { name: '收货人' })).toHaveValue('王小梨')
    await page.getByRole('radio', { name: '银行卡' }).check()
    await page.getByText('从地址簿选').click()
    await page.getByRole('button', { name: /李小枣/ }).click()
    await expect(page.getByRole('textbox', { name: '收货人' })).toHaveValue('李小枣')
    await expect(page.getByRole('combobox', { name: '区县' })).toHaveValue('331002')
    await expect(page.getByRole('radio', { name: '银行卡' })).toBeChecked()
  })

  test('an invoice with a wrong number is refused beside its field; the right one and the card stand in the order', async ({ page, shop }) => {
    const slug = await offer(shop)
    await page.goto(`/products/${slug}`)
    await page.getByRole('button', { name: '立即购买' }).click()
    await page.getByText('智能填写').click()
    await page.getByRole('textbox', { name: '姓名、电话和地址' }).fill(`陈小麦 ${newPhone()} 浙江台州椒江示例路 8 号`)
    await page.getByRole('button', { name: '识别' }).click()
    await page.getByText('发票（选填）').click()
    await expect(page.getByRole('radio', { name: '不需要' })).toBeChecked()
    await page.getByRole('radio', { name: '单位' }).check()
    await page.getByRole('textbox', { name: '发票抬头' }).fill('示例食品有限公司')
    await page.getByRole('textbox', { name: '税号' }).fill('91330000MA00000010')
    await page.getByText('贺卡（选填）').click()
    await page.getByRole('textbox', { name: '写给收货人的话' }).fill('爸妈新年好')
    await page.getByRole('radio', { name: '微信支付' }).check()
    await page.getByRole('button', { name: '提交订单' }).click()
    await expect(page.getByText('税号不对').first()).toBeVisible()
    await expect(page.getByRole('textbox', { name: '写给收货人的话' })).toHaveValue('爸妈新年好')
    await page.getByRole('textbox', { name: '税号' }).fill('91330000MA0000001A')
    await page.getByRole('button', { name: '提交订单' }).click()
    await page.getByRole('link', { name: '查看订单' }).click()
    await expect(page.getByText('单位发票 · 示例食品有限公司 · 税号 91330000MA0000001A')).toBeVisible()
    await expect(page.getByText('爸妈新年好')).toBeVisible()
  })
})

test('checkout, address book, pay page and link are accessible and fit a narrow phone', async ({ page, shop }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  const slug = await offer(shop)
  await registerShopper(page)
  await page.goto('/account/addresses')
  await expectAccessible(page)
  await page.goto('/account/addresses/new')
  await expectAccessible(page)
  await placeByPaste(page, slug, newPhone())
  await page.getByText('请家人代付').click()
  await page.getByRole('button', { name: '生成代付链接' }).click()
  await expectAccessible(page)
  await page.goto(await page.getByRole('textbox', { name: '代付链接' }).inputValue())
  await expectAccessible(page)
  await page.goto('/cart')
  await expectAccessible(page)
})
