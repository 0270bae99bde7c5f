import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'

const violations = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])
/** These listings, in this order; other tests list goods of their own in the same shop. */
const expectFound = (page: Page, titles: readonly string[]) =>
  expect(page.getByRole('main').getByRole('article').getByRole('heading', { level: 2 }).filter({ hasText: new RegExp(`^(?:${titles.join('|')})$`) })).toHaveText([...titles])

test('typing brings suggestions; the keyboard chooses one, Escape gives back what was typed', async ({ page }) => {
  await page.goto('/')
  const field = page.getByRole('combobox', { name: '搜索商品' })
  const options = page.getByRole('listbox', { name: '搜索建议' }).getByRole('option')
  await field.click()
  // Before the first sign: what sold most.
  await expect(options).toHaveCount(8)

  await field.pressSequentially('huiz')
  await expect(options.first()).toHaveText('灰枣')
  await expect(field).toHaveAttribute('aria-expanded', 'true')
  await field.press('ArrowDown')
  await expect(field).toHaveValue('灰枣')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await expect(field).toHaveAttribute('aria-activedescendant', 'site-suggestions-0')
  expect(await violations(page)).toEqual([])
  await field.press('Escape')
  await expect(field).toHaveValue('huiz')
  await expect(field).toHaveAttribute('aria-expanded', 'false')

  await field.press('ArrowDown')
  await expect(options.first()).toBeVisible()
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect(page).toHaveURL(/\/search\?q=%E7%81%B0%E6%9E%A3$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('“灰枣”')
  await expectFound(page, ['阿拉尔灰枣 一级', '灰枣 特级 礼盒'])
})

test('a pressed suggestion is looked for', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('combobox', { name: '搜索商品' }).fill('xl')
  await page.getByRole('option', { name: '香梨', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('“香梨”')
  await expectFound(page, ['香梨 特级', '香梨 礼盒'])
})

test('filters and order stand in the address, and Back takes them away again', async ({ page }) => {
  await page.goto('/search?q=礼盒')
  const note = page.getByRole('main').getByText(/^找到 \d+ 种商品$/)
  const before = await note.textContent()
  await page.getByText('分类、产地、价格').click()
  await page.getByRole('group', { name: '产地' }).getByRole('link', { name: '五团 · 沙河镇' }).click()
  await expect(page).toHaveURL(/&regiment=r05$/)
  await expectFound(page, ['冰糖心苹果 85–90 mm 礼盒'])

  // An address says only what was filled in.
  await page.getByRole('textbox', { name: '最高价（元）' }).fill('50')
  await page.getByRole('button', { name: '确定' }).click()
  await expect(page).toHaveURL(/&regiment=r05&max=50$/)
  await expect(page.getByRole('heading', { name: '这样筛选没有商品' })).toBeVisible()
  expect(await violations(page)).toEqual([])

  await page.goBack()
  await expectFound(page, ['冰糖心苹果 85–90 mm 礼盒'])
  await page.goBack()
  await expect(note).toHaveText(before ?? '')
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

  test('the form searches, filters are links, a mistyped word is understood', async ({ page }) => {
    await page.goto('/')
    await page.getByRole('searchbox', { name: '搜索商品' }).fill('大枣')
    await page.getByRole('searchbox', { name: '搜索商品' }).press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('“大枣”')
    await page.getByText('分类、产地、价格').click()
    await page.getByRole('group', { name: '产地' }).getByRole('link', { name: '十团 · 昌安镇' }).click()
    await expectFound(page, ['骏枣 三星', '骏枣 特级 礼盒'])
    await page.getByRole('textbox', { name: '最高价（元）' }).fill('50')
    await page.getByRole('button', { name: '确定' }).click()
    await expectFound(page, ['骏枣 三星'])
    await page.getByRole('link', { name: '清除筛选' }).click()
    await expect(page).toHaveURL(/\/search\?q=%E5%A4%A7%E6%9E%A3$/)

    await page.goto('/search?q=灰早')
    await expect(page.getByRole('status')).toHaveText('没有完全符合“灰早”的商品，下面是“灰枣”的结果。')
    await expectFound(page, ['阿拉尔灰枣 一级', '灰枣 特级 礼盒'])
  })
})

const rubbish = ['枣'.repeat(500), 'x'.repeat(500), '🎁', '%', '_', '<script>alert(1)</script>', "'; drop table product; --", '\u0000', '\ud800']
test('whatever is typed, there is a page that says so', async ({ request }) => {
  for (const query of rubbish)
    for (const rest of ['', '&page=-1', '&page=1000000000', '&sort=drop&min=-1&max=1e9&regiment=%27&category=%3Cb%3E']) {
      const answer = await request.get(`/search?q=${encodeURIComponent(query.toWellFormed())}${rest}`)
      expect(answer.status(), query.slice(0, 20)).toBe(200)
      const html = await answer.text()
      expect(html).not.toContain('<script>alert')
      expect(html.match(/<h1[^>]*>(.*?)<\/h1>/s)?.[1]).toContain('没有找到')
    }
  for (const page of ['-1', '0', '1.5', '1000000000', 'x']) {
    const html = await (await request.get(`/categories/dates?page=${page}`)).text()
    expect(html).toMatch(/共 \d+ 种/)
    expect(html).toContain('骏枣 三星')
  }
  expect((await request.get('/search?q=%FF%FE')).status()).toBe(200)
  expect(await (await request.get('/fragments/suggestions?q=%FF%3Cb%3E')).json()).toEqual([])
})
