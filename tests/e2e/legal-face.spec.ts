import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { newPhone, registerShopper, signIn } from '#tests/e2e/people.ts'
import { expect, test } from '#tests/e2e/shop.ts'

const pages = ['/', '/categories/dates', '/search?q=zzzz', '/products/t002-huizao-lihe', '/products/never-was', '/shops/heyan-zaoyuan', '/licences', '/rules', '/rules/returns', '/share/t002-huizao-lihe', '/cart', '/checkout', '/login', '/register', '/orders/0000000000000000', '/no-such-page']

for (const address of pages)
  test(`R-24: ${address} leads to the licences and the rules, and reads well at 360 px`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 })
    await page.goto(address)
    const foot = page.getByRole('contentinfo')
    await expect(foot.getByRole('link', { name: '证照信息' })).toHaveAttribute('href', '/licences')
    await expect(foot.getByRole('link', { name: '规则与公示' })).toHaveAttribute('href', '/rules')
    await expect(foot.getByRole('link', { name: '投诉' })).toHaveAttribute('href', '/rules/complaints')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  })

test.describe('R-28, without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  const tickedBoxes = (page: Page) => page.locator('input[type=checkbox][checked]').count()

  test('nothing is ticked beforehand, and no past choice is carried over', async ({ page }) => {
    await page.goto('/register')
    await expect(page.getByRole('checkbox')).toHaveCount(2)
    expect(await tickedBoxes(page)).toBe(0)
    await registerShopper(page)
    await page.goto('/account/privacy')
    await expect(page.getByRole('checkbox')).toHaveCount(1)
    expect(await tickedBoxes(page)).toBe(0)

    for (const round of [1, 2]) {
      await page.goto('/products/t034-baijiu')
      await page.getByRole('button', { name: '立即购买' }).click()
      await expect(page.getByRole('checkbox', { name: '我已年满 18 周岁，收货人也是成年人' }), `round ${round}`).not.toBeChecked()
      expect(await tickedBoxes(page)).toBe(0)
      await page.getByRole('checkbox', { name: '我已年满 18 周岁，收货人也是成年人' }).check()
      await page.getByRole('textbox', { name: '收货人' }).fill('陈小麦')
      await page.getByRole('combobox', { name: '省' }).selectOption({ label: '浙江省' })
      await page.getByRole('button', { name: '选择' }).first().click()
      // What was ticked in this very form stays through its steps.
      await expect(page.getByRole('checkbox', { name: '我已年满 18 周岁，收货人也是成年人' })).toBeChecked()
    }
  })

  test('R-43: liquor without the tick is refused with a sentence, and what was typed stays', async ({ page }) => {
    await page.goto('/products/t034-baijiu')
    await page.getByRole('button', { name: '立即购买' }).click()
    await page.getByRole('textbox', { name: '收货人' }).fill('陈小麦')
    await page.getByRole('textbox', { name: '手机号' }).fill(newPhone())
    await page.getByRole('textbox', { name: '详细地址' }).fill('海门街道示例路 8 号')
    await page.getByRole('combobox', { name: '省' }).selectOption({ label: '浙江省' })
    await page.getByRole('button', { name: '选择' }).first().click()
    await page.getByRole('combobox', { name: '市' }).selectOption({ label: '台州市' })
    await page.getByRole('button', { name: '选择' }).last().click()
    await page.getByRole('combobox', { name: '区县' }).selectOption({ label: '椒江区' })
    await page.getByRole('button', { name: '提交订单' }).click()
    await expect(page.getByText('酒类不向未成年人出售：请确认您已年满 18 周岁，或把酒移出订单').first()).toBeVisible()
    await expect(page.getByRole('textbox', { name: '详细地址' })).toHaveValue('海门街道示例路 8 号')
    await page.getByRole('checkbox', { name: '我已年满 18 周岁，收货人也是成年人' }).check()
    await page.getByRole('button', { name: '提交订单' }).click()
    await expect(page).toHaveURL(/\/pay\/\d{16}/)
  })

  test('R-32, R-33: consent is taken back, the copy is had, the account is closed', async ({ page }) => {
    const phone = await registerShopper(page)
    await page.goto('/account')
    await page.getByRole('link', { name: '打开' }).click()
    await page.getByRole('button', { name: '愿意接收' }).click()
    await expect(page.getByText('您同意接收优惠和活动消息。')).toBeVisible()
    await page.getByRole('button', { name: '不再接收' }).click()
    await expect(page.getByText('现在不给您发优惠和活动消息')).toBeVisible()

    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载' }).click()])
    expect(file.suggestedFilename()).toBe('my-information.json')
    const copy = await page.request.get('/account/export')
    expect(await copy.json()).toMatchObject({ account: { phone }, orders: [] })

    await page.getByRole('button', { name: '注销账号' }).click()
    await expect(page.getByText('请填写密码')).toBeVisible()
    await page.getByRole('textbox', { name: '密码' }).fill('zao-hetao-2027')
    await page.getByRole('checkbox', { name: '我明白注销后不能恢复' }).check()
    await page.getByRole('button', { name: '注销账号' }).click()
    await expect(page).toHaveURL('/?closed=1')
    await page.goto('/account')
    await expect(page).toHaveURL(/\/login/)
  })
})

test('R-29: an operator announces a change; it is public at once, in force later, and 最终解释权 is refused', async ({ page, browser }) => {
  await signIn(page, '13800000301')
  await page.goto('/operator/rules/complaints')
  await page.getByRole('textbox', { name: '修改说明' }).fill('写明答复期限')
  const text = await page.getByRole('textbox', { name: '正文' }).inputValue()
  await page.getByRole('textbox', { name: '正文' }).fill(`${text}\n\n最终解释权归平台所有。`)
  await page.getByRole('button', { name: '保存草稿' }).click()
  await expect(page.getByText('不能写“最终解释权”一类的条款').first()).toBeVisible()
  await page.getByRole('textbox', { name: '正文' }).fill(`${text}\n\n平台在三个工作日内答复。`)
  await page.getByRole('button', { name: '保存草稿' }).click()
  await expect(page.getByText('草稿已保存。')).toBeVisible()
  await page.getByLabel('施行日期').fill('2027-01-17')
  await page.getByRole('button', { name: '公布' }).click()
  await expect(page.getByText(/修改要提前七天公示，最早可以从 2027-01-2\d 起施行/)).toBeVisible()
  await page.getByLabel('施行日期').fill('2027-03-01')
  await page.getByRole('button', { name: '公布' }).click()
  await expect(page.getByText('已公布，公示期从今天起算。')).toBeVisible()

  const reader = await (await browser.newContext()).newPage()
  await reader.goto('/rules/complaints')
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('投诉与争议处理')
  await expect(reader.getByText('平台在三个工作日内答复。')).toHaveCount(0)
  await reader.getByRole('link', { name: '查看第 2 版' }).click()
  await expect(reader.getByText('公示中，还没有施行')).toBeVisible()
  await expect(reader.getByText('平台在三个工作日内答复。')).toBeVisible()
  await reader.context().close()
})

test('R-44: operators are told what is not filed', async ({ page }) => {
  await signIn(page, '13800000302')
  await page.goto('/operator')
  await expect(page.getByText('ICP 备案号（ICP_NUMBER）没有设置，页脚不显示备案号')).toBeVisible()
})
