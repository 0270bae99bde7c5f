import type { Page } from '@playwright/test'
import { newPhone, signIn } from '#tests/e2e/people.ts'
import { expect, test } from '#tests/e2e/shop.ts'

const DAY_MS = 86_400_000

async function buy(page: Page, slug: string): Promise<void> {
  await page.goto(`/products/${slug}`)
  await page.getByRole('button', { name: '加入购物车' }).click()
  await expect(page).toHaveURL(/\/cart/)
  await page.goto('/checkout')
  await page.getByRole('textbox', { name: '收货人' }).fill('林小满')
  await page.getByRole('textbox', { name: '手机号' }).fill(newPhone())
  await page.getByRole('textbox', { name: '详细地址' }).fill('示例街道 9 号')
  await page.getByRole('combobox', { name: '省' }).selectOption({ label: '浙江省' })
  await page.getByRole('combobox', { name: '市' }).selectOption({ label: '台州市' })
  await page.getByRole('combobox', { name: '区县' }).selectOption({ label: '黄岩区' })
  await page.getByRole('radio', { name: '银行卡' }).check()
  await page.getByRole('button', { name: '提交订单' }).click()
  const again = page.getByRole('button', { name: '提交订单' })
  const pay = page.getByRole('button', { name: '去支付' })
  await expect(again.or(pay).first()).toBeVisible()
  if (await again.isVisible()) await again.click()
  await pay.click()
  await page.getByRole('button', { name: '支付成功' }).click()
  await expect(page.getByRole('heading', { name: '支付成功' })).toBeVisible()
}

test('R-01: journey M3, a merchant enrols under the law and an operator accepts', async ({ page, browser, shop, baseURL }) => {
  test.slow()
  const now = await shop.businessNow()
  const { id: merchantId } = await shop.catalogue.createMerchant({ name: '测试枣业' })
  const sku = await shop.catalogue.createSku({ merchantId, title: `灰枣 特级 礼盒 ${newPhone().slice(-4)}`, priceFen: 8_800, stock: 2_000 })
  const { slug, title } = await shop.db.product.findUniqueOrThrow({ where: { id: sku.productId } })
  const campaign = await shop.enrolments.createEnrolmentCampaign({ startsAt: new Date(now.getTime() + 2 * DAY_MS) })
  await shop.enrolments.createCrossShop(campaign)
  for (const priceFen of [8_800, 7_990, 8_500]) {
    await shop.db.sku.update({ where: { id: sku.id }, data: { priceFen } })
    const guest = await (await browser.newContext()).newPage()
    await buy(guest, slug)
    await guest.context().close()
  }

  const owner = await shop.people.createShopper()
  await shop.db.membership.create({ data: { userId: owner.userId, role: 'MERCHANT_OWNER', merchantId } })
  await shop.signIn(page.context(), baseURL!, owner.userId)
  await page.goto(`/merchant/promotions?campaign=${campaign.slug}`)
  await expect(page.getByText('每满200减30：贵店承担10元，平台承担20元').first()).toBeVisible()
  const row = page.getByRole('group', { name: title })
  await row.getByText('看 3 笔依据').click()
  for (const price of ['79.90', '85.00', '88.00']) await expect(row.getByText(`${price} 元`).last()).toBeVisible()
  await expect(row.getByRole('textbox', { name: '划线价' })).toHaveValue('79.90')
  // Nobody is made to join: the tick is the merchant's own.
  await expect(row.getByRole('checkbox', { name: /参加跨店满减/ })).not.toBeChecked()

  await row.getByRole('textbox', { name: '活动价' }).fill('69')
  await row.getByRole('textbox', { name: '划线价' }).fill('128.00')
  await row.getByRole('textbox', { name: '承诺件数' }).fill('1500')
  await row.getByRole('textbox', { name: '每人限购' }).fill('5')
  await row.getByRole('checkbox', { name: /参加跨店满减/ }).check()
  await row.getByRole('button', { name: '报名' }).click()
  await expect(row.getByText('最多 79.90 元（活动前7日最低成交价）')).toBeVisible()
  await expect(row.getByRole('textbox', { name: '划线价' })).toHaveValue('128.00')
  expect(await shop.db.enrolment.count({ where: { skuId: sku.id } })).toBe(0)
  await row.getByRole('textbox', { name: '划线价' }).fill('79.90')
  await row.getByRole('button', { name: '报名' }).click()
  await expect(row.getByText('待审核')).toBeVisible()

  const operator = await (await browser.newContext()).newPage()
  await signIn(operator, '13800000301')
  await operator.goto(`/operator/campaigns/${campaign.id}/enrolments`)
  const wish = operator.getByRole('listitem').filter({ hasText: title })
  await expect(wish.getByText('每满200减30：商家承担10元，平台承担20元')).toBeVisible()
  await wish.getByRole('button', { name: '不通过' }).click()
  await expect(wish.getByText('请填写原因')).toBeVisible()
  await wish.getByRole('button', { name: '通过', exact: true }).click()
  await expect(wish.getByText('已通过')).toBeVisible()
  await operator.context().close()

  await page.reload()
  await expect(row.getByText('已通过')).toBeVisible()
  expect(await shop.db.enrolment.findFirst({ where: { skuId: sku.id }, select: { state: true, campaignPriceFen: true, referencePriceFen: true, promisedUnits: true, maxPerBuyer: true, joinsCrossShop: true } })).toEqual({
    state: 'ACCEPTED', campaignPriceFen: 6_900, referencePriceFen: 7_990, promisedUnits: 1_500, maxPerBuyer: 5, joinsCrossShop: true,
  })
})
