import { readFile } from 'node:fs/promises'
import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from '@playwright/test'
import { expect, test } from '#tests/e2e/shop.ts'
import type { Shop } from '#tests/e2e/shop.ts'

async function becomeOfficer(shop: Shop, page: Page, baseURL: string, role: 'COMMAND_PREPARER' | 'COMMAND_CHIEF'): Promise<void> {
  const { userId } = await shop.people.createOfficer(role)
  await shop.signIn(page.context(), baseURL, userId)
}

const figure = (page: Page, key: string) => page.locator(`data[data-metric="${key}"]`).first()

async function download(page: Page, name: string): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
  return readFile(await file.path())
}

test('an officer opens a figure to its rows and takes the bulletin home as Word and Excel', async ({ page, shop, baseURL }) => {
  await becomeOfficer(shop, page, baseURL!, 'COMMAND_PREPARER')
  await page.goto('/command')
  const lastMonth = page.getByRole('link', { name: '上月' })
  await lastMonth.click()
  // The address changes before the figures do.
  await expect(lastMonth).toHaveAttribute('aria-current', 'true')
  await expect(page).toHaveURL(/from=2026-12-01&to=2027-01-01/)
  const netFen = await figure(page, 'netSales').getAttribute('value')
  await page.getByRole('link', { name: '净销售额', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: /净销售额/ })).toBeVisible()
  await expect(page.getByText('与指标相符')).toBeVisible()
  await expect(figure(page, 'netSales')).toHaveAttribute('value', netFen!)

  await page.getByRole('link', { name: '月度通报' }).click()
  const generate = page.getByRole('button', { name: '生成 2026年12月通报' })
  await expect(generate.or(page.getByRole('link', { name: '2026年12月' })).first()).toBeVisible()
  if (await generate.isVisible()) await generate.click()
  else await page.getByRole('link', { name: '2026年12月' }).click()
  await expect(figure(page, 'netSales')).toHaveAttribute('value', netFen!)
  await page.getByRole('textbox', { name: '存在问题' }).fill('联系人 13812345678')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('像是有手机号')).toBeVisible()
  await page.getByRole('textbox', { name: '存在问题' }).fill('个别企业发货延迟。')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存。')).toBeVisible()

  const word = strFromU8(unzipSync(await download(page, '下载 Word'))['word/document.xml']!)
  expect(word).toContain((Number(netFen) / 1_000_000).toFixed(2))
  expect(word).toContain('个别企业发货延迟。')
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await download(page, '下载 Excel')) as unknown as ExcelJS.Buffer)
  expect(Math.round(Number(book.getWorksheet('表1 主要指标')?.getCell('D4').value) * 1_000_000)).toBe(Number(netFen))
})

test('a chief without JavaScript reads, and does not write', async ({ browser, shop, baseURL }) => {
  const context = await browser.newContext({ baseURL: baseURL!, javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  await becomeOfficer(shop, page, baseURL!, 'COMMAND_CHIEF')
  await page.goto('/command')
  await page.getByLabel('开始日').fill('2027-01-02')
  await page.getByLabel('结束日').fill('2027-01-01')
  await page.getByRole('button', { name: '查看' }).click()
  await expect(page.getByText('开始日要早于或等于结束日').first()).toBeVisible()
  await page.getByLabel('开始日').fill('2027-01-01')
  await page.getByLabel('结束日').fill('2027-01-10')
  await page.getByRole('button', { name: '查看' }).click()
  await expect(page).toHaveURL(/from=2027-01-01&to=2027-01-11/)
  await expect(figure(page, 'orders')).toHaveAttribute('value', /^[1-9]\d*$/)
  await page.goto('/command/reports')
  await expect(page.getByRole('button', { name: /生成/ })).toHaveCount(0)
  const refused = await page.request.post('/command/reports', { form: { intent: 'generate', period: '2026-12' }, headers: { Origin: baseURL! } })
  expect(refused.status()).toBe(403)
  await context.close()
})
