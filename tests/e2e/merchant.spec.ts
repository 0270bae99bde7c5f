import { randomInt } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { fillPears } from '#tests/e2e/listings.ts'
import { newPhone, signIn } from '#tests/e2e/people.ts'

test('a merchant ships an order in two parcels, and the guest sees them', async ({ page, browser }) => {
  // A guest buys two kinds from one shop.
  const guest = await (await browser.newContext()).newPage()
  for (const slug of ['t001-huizao', 't002-huizao-lihe']) {
    await guest.goto(`/products/${slug}`)
    await guest.getByRole('button', { name: '加入购物车' }).click()
    await expect(guest).toHaveURL(/\/cart/)
  }
  await guest.goto('/checkout')
  await guest.getByRole('textbox', { name: '收货人' }).fill('林小满')
  await guest.getByRole('textbox', { name: '手机号' }).fill(newPhone())
  await guest.getByRole('textbox', { name: '详细地址' }).fill('示例街道 9 号')
  await guest.getByRole('combobox', { name: '省' }).selectOption({ label: '浙江省' })
  await guest.getByRole('combobox', { name: '市' }).selectOption({ label: '台州市' })
  await guest.getByRole('combobox', { name: '区县' }).selectOption({ label: '黄岩区' })
  await guest.getByRole('radio', { name: '银行卡' }).check()
  await guest.getByRole('button', { name: '提交订单' }).click()
  const again = guest.getByRole('button', { name: '提交订单' })
  const pay = guest.getByRole('button', { name: '去支付' })
  await expect(again.or(pay).first()).toBeVisible()
  if (await again.isVisible()) await again.click()
  await pay.click()
  await guest.getByRole('button', { name: '支付成功' }).click()
  await expect(guest.getByRole('heading', { name: '支付成功' })).toBeVisible()
  const number = /\d{16}/.exec(guest.url())![0]

  await signIn(page, '13800000101')
  await page.goto('/merchant/orders')
  await page.getByRole('listitem').filter({ hasText: `${number}-1` }).getByRole('link', { name: '去发货' }).click()
  await expect(page.getByText('林小满')).toBeVisible()

  // A number of the wrong form is refused beside its field, and what was typed stays.
  await page.getByRole('combobox', { name: '快递公司' }).selectOption({ label: '中通快递' })
  await page.getByRole('textbox', { name: '运单号' }).fill('123')
  await page.getByRole('button', { name: '发货' }).click()
  await expect(page.getByText('运单号和这家快递公司的格式不符，请核对')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '运单号' })).toHaveValue('123')

  const tracking = () => String(randomInt(100_000, 1_000_000)) + String(randomInt(100_000, 1_000_000))
  const first = tracking()
  await page.getByRole('spinbutton', { name: /灰枣 特级 礼盒/ }).fill('0')
  await page.getByRole('textbox', { name: '运单号' }).fill(first)
  await page.getByRole('button', { name: '发货' }).click()
  await expect(page.getByText('已发出一部分')).toBeVisible()

  const second = tracking()
  await page.getByRole('combobox', { name: '快递公司' }).selectOption({ label: '中通快递' })
  await page.getByRole('textbox', { name: '运单号' }).fill(second)
  await page.getByRole('button', { name: '发货' }).click()
  await expect(page.getByText('全部发出')).toBeVisible()
  // Nothing left to ship: the receiver is masked from here on.
  await expect(page.getByText('林小满')).toHaveCount(0)

  await guest.goto(`/orders/${number}`)
  await expect(guest.getByText(first).first()).toBeVisible()
  await expect(guest.getByText(second).first()).toBeVisible()
  await guest.context().close()
})

test('a listing goes from draft to the shop by way of the platform’s review', async ({ page, browser }) => {
  const title = `测试酥梨 ${randomInt(1_000, 10_000)}`
  await signIn(page, '13800000102')
  await page.goto('/merchant/listings')
  await page.getByRole('link', { name: '新建商品' }).click()
  await page.getByRole('textbox', { name: '标题' }).first().fill(`全国第一 ${title}`)
  await fillPears(page)
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('不能使用“第一”')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '规格' })).toHaveValue('2.5 kg 箱')
  await page.getByRole('textbox', { name: '标题' }).first().fill(title)
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存')).toBeVisible()
  await page.getByRole('button', { name: '提交审核' }).click()
  await expect(page.getByText('已提交审核')).toBeVisible()

  const operator = await (await browser.newContext()).newPage()
  await signIn(operator, '13800000301')
  await operator.goto('/operator/listings')
  await operator.getByRole('listitem').filter({ hasText: title }).getByRole('button', { name: '通过' }).click()
  await expect(operator.getByRole('heading', { name: title })).toHaveCount(0)
  await operator.context().close()

  await page.goto('/search?q=' + encodeURIComponent(title))
  // No stock yet: it is shown and cannot be bought.
  await page.getByRole('link', { name: new RegExp(title) }).first().click()
  await expect(page.getByText('已售罄').first()).toBeVisible()
  await expect(page.getByRole('button', { name: '加入购物车' })).toBeDisabled()
})
