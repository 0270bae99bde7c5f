import { randomInt } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { fillPears } from '#tests/e2e/listings.ts'
import { signIn } from '#tests/e2e/people.ts'
import { photograph, pngOf } from '#tests/factories/pictures.ts'

/** What axe finds, and how wide the page is. */
async function look(page: Page): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return [await page.evaluate(() => document.documentElement.scrollWidth), ...violations.map(({ id, nodes }) => [id, nodes[0]?.html])]
}

test('a merchant’s photographs pass the platform and stand in the shop', async ({ page, browser }) => {
  test.setTimeout(90_000)
  const title = `测试照片梨 ${randomInt(1_000, 10_000)}`
  await signIn(page, '13800000102')
  await page.goto('/merchant/listings/new')
  await page.getByRole('textbox', { name: '标题' }).first().fill(title)
  await fillPears(page)
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存')).toBeVisible()

  await page.getByRole('link', { name: '加照片' }).click()
  await page.getByRole('button', { name: '上传' }).click()
  await expect(page.getByText('请先选照片')).toBeVisible()
  await page.getByLabel('照片', { exact: true }).setInputFiles([
    { name: 'first.jpg', mimeType: 'image/jpeg', buffer: await photograph(1_600, 1_200) },
    { name: 'second.png', mimeType: 'image/png', buffer: await pngOf(900, 700) },
  ])
  await page.getByRole('button', { name: '上传' }).click()
  await expect(page.getByText('照片已加上')).toBeVisible()
  await page.getByRole('button', { name: '第 2 张设为首图' }).click()
  await expect(page.getByText('顺序已改')).toBeVisible()
  await page.getByRole('textbox', { name: '第 2 张的说明' }).fill('装在箱里的梨')
  await page.getByRole('listitem').filter({ hasText: '第 2 张' }).getByRole('button', { name: '保存说明' }).click()
  await expect(page.getByText('说明已保存')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.getByRole('link', { name: '回到商品' }).click()
  await page.getByRole('button', { name: '提交审核' }).click()
  await expect(page.getByText('已提交审核')).toBeVisible()

  const operator = await (await browser.newContext()).newPage()
  await signIn(operator, '13800000301')
  await operator.goto('/operator/listings')
  const waiting = operator.getByRole('listitem').filter({ hasText: title })
  await expect(waiting.getByRole('img')).toHaveCount(2)
  await expect.poll(() => waiting.getByRole('img', { name: '装在箱里的梨' }).evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  await waiting.getByRole('button', { name: '通过' }).click()
  await expect(operator.getByRole('heading', { name: title })).toHaveCount(0)
  await operator.context().close()

  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled })
    const shopper = await context.newPage()
    await shopper.goto('/search?q=' + encodeURIComponent(title))
    const card = shopper.getByRole('article').filter({ hasText: title })
    await expect(card.locator('picture img')).toHaveJSProperty('complete', true)
    await card.getByRole('link', { name: title }).click()
    await expect(shopper.getByRole('heading', { level: 1, name: title })).toBeVisible()

    const strip = shopper.getByRole('list', { name: '商品照片' })
    const large = strip.getByRole('img')
    await expect(large).toHaveCount(2)
    await expect(large.first()).toHaveAttribute('fetchpriority', 'high')
    await expect.poll(() => large.first().evaluate((image: HTMLImageElement) => [image.complete, image.currentSrc.split('.').at(-1), image.naturalWidth > 300])).toEqual([true, 'avif', true])
    await expect(large.nth(1)).not.toBeInViewport({ ratio: 0.5 })
    if (javaScriptEnabled) expect(await look(shopper)).toEqual([360])
    await shopper.getByRole('link', { name: '第 2 张照片' }).click()
    await expect(strip.getByRole('img', { name: '装在箱里的梨' })).toBeInViewport({ ratio: 0.9 })
    expect(new URL(shopper.url()).hash).toBe(javaScriptEnabled ? '' : '#photo-2')
    await context.close()
  }
})
