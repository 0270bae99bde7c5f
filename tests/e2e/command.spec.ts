import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import type { Download, Page } from '@playwright/test'
import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import { newPhone } from '#tests/e2e/people.ts'
import { test } from '#tests/e2e/shop.ts'

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path())
}

async function buyAsGuest(page: Page, slug: string, quantity: number): Promise<void> {
  await page.goto(`/products/${slug}`)
  await page.getByRole('spinbutton', { name: '数量' }).fill(String(quantity))
  await page.getByRole('button', { name: '加入购物车' }).click()
  await expect(page).toHaveURL(/\/cart/)
  await page.goto('/checkout')
  await page.getByRole('textbox', { name: '收货人' }).fill('陈小麦')
  await page.getByRole('textbox', { name: '手机号' }).fill(newPhone())
  await page.getByRole('textbox', { name: '详细地址' }).fill('示例街道 10 号')
  await page.getByRole('combobox', { name: '省' }).selectOption({ label: '浙江省' })
  await page.getByRole('combobox', { name: '市' }).selectOption({ label: '台州市' })
  await page.getByRole('combobox', { name: '区县' }).selectOption({ label: '温岭市' })
  await page.getByRole('radio', { name: '支付宝' }).check()
  const submit = page.getByRole('button', { name: '提交订单' })
  const pay = page.getByRole('button', { name: '去支付' })
  await submit.click()
  await expect(submit.or(pay).first()).toBeVisible()
  if (await submit.isVisible()) await submit.click()
  await pay.click()
  await page.getByRole('button', { name: '支付成功' }).click()
  await expect(page.getByRole('heading', { name: '支付成功' })).toBeVisible()
}

test('an officer sees the sale to the fen and the gram, opens it to its rows, and downloads the bulletin twice', async ({ page, browser, shop, baseURL }) => {
  const merchant = await shop.catalogue.createMerchant({ name: `通报测试店 ${Date.now()}` })
  const sku = await shop.catalogue.createSku({ merchantId: merchant.id, title: '通报测试灰枣', priceFen: 12_345, netGrams: 1_750 })
  const product = await shop.db.product.findUniqueOrThrow({ where: { id: sku.productId } })
  const guest = await (await browser.newContext()).newPage()
  await buyAsGuest(guest, product.slug, 3)
  await guest.context().close()

  const { userId } = await shop.people.createOfficer('COMMAND_PREPARER')
  await shop.signIn(page.context(), baseURL!, userId)
  // The worker books the sale within a moment of the payment.
  await expect(async () => {
    await page.goto(`/command?merchant=${merchant.id}`)
    await expect(page.locator('data[data-code="M04"]').first()).toHaveAttribute('value', '37035', { timeout: 1_000 })
  }).toPass({ timeout: 20_000 })
  for (const [code, value] of [['M08', '5250'], ['M02', '37035'], ['M03', '0'], ['M07', '1'], ['M10', '1']])
    await expect(page.locator(`data[data-code="${code}"]`).first()).toHaveAttribute('value', value!)

  await page.goto(`/command/metrics/M04?merchant=${merchant.id}`)
  const row = page.getByRole('row').filter({ hasText: sku.code })
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('370.35')
  // Nothing of the buyer is in any answer.
  expect(await page.content()).not.toMatch(/陈小麦|137\d{8}|温岭|\d{16}/)

  await page.goto('/command/reports')
  const january = page.getByRole('listitem').filter({ hasText: '2027年1月' })
  const make = january.getByRole('button', { name: /生成/ })
  if (await make.isVisible()) await make.click()
  else await january.getByRole('link', { name: /2027年1月/ }).first().click()
  await expect(page).toHaveURL(/\/command\/reports\/2027-01/)

  const [excel] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载 Excel' }).click()])
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await bytesOf(excel)) as unknown as ArrayBuffer)
  const cells = book.worksheets.flatMap((sheet) => {
    const rows: unknown[][] = []
    sheet.eachRow((entry) => rows.push((entry.values as unknown[]).slice(1)))
    return rows
  })
  const own = cells.find((values) => values.includes(merchant.name))
  expect(own, 'the merchant has a row of real numbers, in 万元 and tonnes').toBeDefined()
  expect(own!.filter((value) => typeof value === 'number')).toEqual(expect.arrayContaining([0.037035, 0.00525]))

  const [word] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载 Word' }).click()])
  const text = strFromU8(unzipSync(await bytesOf(word))['word/document.xml']!).replace(/<[^>]+>/g, '')
  expect(text).toContain(merchant.name)
  expect(text).toContain('台援指通报〔2027〕')
  expect(text).not.toMatch(/陈小麦|137\d{8}/)
})

test('nobody else comes in: a guest is led to the sign-in, a merchant is refused', async ({ page, shop, baseURL }) => {
  await page.goto('/command')
  await expect(page).toHaveURL(/\/login\?next=%2Fcommand/)
  const { userId } = await shop.people.createShopper()
  await shop.signIn(page.context(), baseURL!, userId)
  for (const path of ['/command', '/command/metrics/M04', '/command/reports', '/merchant', '/operator'])
    expect((await page.goto(path))?.status(), path).toBe(403)
})
