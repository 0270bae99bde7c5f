import type { Page } from '@playwright/test'
import { newPhone, signIn } from '#tests/e2e/people.ts'
import { expect, test } from '#tests/e2e/shop.ts'

const OPERATOR = '13800000302'

/** Chooses where it is sent to, on the item page. */
async function sendTo(page: Page, province: string): Promise<void> {
  const delivery = page.getByRole('region', { name: '配送' })
  await delivery.getByText('换个省份看运费和到货时间').click()
  await delivery.getByRole('combobox', { name: '送到哪个省' }).selectOption({ label: province })
  await delivery.getByRole('button', { name: '看看' }).click()
  await expect(delivery).toContainText(`送到 ${province}`)
}

async function fillReceiver(page: Page, [province, city, district]: readonly [string, string, string]): Promise<void> {
  await page.getByRole('textbox', { name: '收货人' }).fill('陈小麦')
  await page.getByRole('textbox', { name: '手机号' }).fill(newPhone())
  await page.getByRole('textbox', { name: '详细地址' }).fill('示例路 8 号')
  await page.getByRole('combobox', { name: '省' }).selectOption({ label: province })
  await page.getByRole('button', { name: '选择' }).first().click()
  await page.getByRole('combobox', { name: '市' }).selectOption({ label: city })
  await page.getByRole('button', { name: '选择' }).last().click()
  await page.getByRole('combobox', { name: '区县' }).selectOption({ label: district })
  await page.getByRole('radio', { name: '支付宝' }).check()
}

test.describe('a guest far away, without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

  test('C6: fresh apples do not go to Lhasa, dates do, for 59.80', async ({ page }) => {
    await page.goto('/products/t008-pingguo-80')
    await sendTo(page, '西藏')
    await expect(page.getByRole('region', { name: '配送' })).toContainText('西藏：鲜果鲜菜暂不配送')

    // The province was remembered; on the page that is the same for everybody it stands in the address.
    await page.goto('/products/t001-huizao')
    await sendTo(page, '西藏')
    const delivery = page.getByRole('region', { name: '配送' })
    await expect(delivery).toContainText('每家店运费 20 元')
    await expect(delivery).toContainText('买 1 件：运费 20.00 元，合计 59.80 元')
    await page.getByRole('button', { name: '立即购买' }).click()
    await fillReceiver(page, ['西藏自治区', '拉萨市', '城关区'])
    await page.getByRole('button', { name: '提交订单' }).click()
    await expect(page).toHaveURL(/\/pay\/\d{16}/)
    await expect(page.getByText('59.80').first()).toBeVisible()
  })
})

test('C7: after the cut-off an operator has set, the choice to wait is not ticked, and the box from the hub is offered', async ({ page, browser, shop }) => {
  // Only the road from the origin to this zone, which no other test of this run buys on.
  const road = { warehouseId: 'origin', zoneId: 'C' }
  const before = await shop.db.orderCutoff.findFirstOrThrow({ where: road })
  const office = await browser.newContext()
  try {
    const desk = await office.newPage()
    await signIn(desk, OPERATOR)
    await desk.goto('/operator/shipping')
    const row = desk.getByRole('listitem').filter({ has: desk.locator('input[name="zoneId"][value="C"]') }).filter({ has: desk.locator('input[name="warehouseId"][value="origin"]') })
    await row.getByLabel('截单时间').fill('2027-01-15T18:00')
    await row.getByRole('button', { name: /^保存/ }).click()
    await expect(desk.getByText('已保存。')).toBeVisible()

    const delivery = page.getByRole('region', { name: '配送' })
    await expect(async () => {
      await page.goto('/products/t011-xiangli?province=460000')
      await expect(delivery).toContainText('节后 2月15日起发货', { timeout: 1_000 })
    }).toPass()
    await expect(delivery).not.toContainText('除夕前送达')
    const box = delivery.getByRole('link', { name: /香梨 礼盒/ })
    await expect(box).toContainText('除夕前')

    await page.getByRole('button', { name: '立即购买' }).click()
    await page.getByRole('textbox', { name: '收货人' }).fill('陈小麦')
    await page.getByRole('textbox', { name: '手机号' }).fill(newPhone())
    await page.getByRole('textbox', { name: '详细地址' }).fill('示例路 8 号')
    await page.getByRole('combobox', { name: '省' }).selectOption({ label: '海南省' })
    await page.getByRole('combobox', { name: '市' }).selectOption({ label: '海口市' })
    await page.getByRole('combobox', { name: '区县' }).selectOption({ label: '龙华区' })
    await page.getByRole('radio', { name: '支付宝' }).check()
    await page.getByRole('button', { name: '提交订单' }).click()
    const wait = page.getByRole('checkbox', { name: '节后发货也可以' })
    await expect(wait).not.toBeChecked()
    await expect(page.getByRole('region', { name: '春节前赶不及发了' }).getByRole('link', { name: /香梨 礼盒/ })).toBeVisible()
    await expect(page).toHaveURL(/\/checkout/)
    await wait.check()
    await page.getByRole('button', { name: '提交订单' }).click()
    await expect(page).toHaveURL(/\/pay\/\d{16}/)
  } finally {
    await shop.db.orderCutoff.updateMany({ where: road, data: { cutoffAt: before.cutoffAt, resumesOn: before.resumesOn } })
    await office.close()
  }
})
