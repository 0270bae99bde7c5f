import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

const pages = [
  ['home', '/', '一河年味满箱新疆'],
  ['category', '/categories/fresh-fruit', '鲜果'],
  ['search by pinyin initials', '/search?q=xl', '“xl”'],
  ['search that finds nothing', '/search?q=zzzz', '没有找到“zzzz”'],
  ['product', '/products/t002-huizao-lihe', '灰枣 特级 礼盒'],
  ['bundle', '/products/t022-dalibao-a', '年货大礼包 A'],
  ['off the shelf', '/products/t007-xian-dongzao', '鲜冬枣 南疆脆'],
  ['shop', '/shops/heyan-zaoyuan', '河沿枣园'],
  ['licences', '/licences', '证照信息'],
  ['rules', '/rules', '规则与公示'],
  ['privacy notice', '/rules/privacy', '个人信息处理说明'],
] as const

for (const [name, address, heading] of pages) {
  test(`${name}: the same plain page for everybody, readable at 360 px`, async ({ browser, request }) => {
    const answer = await request.get(address)
    expect(answer.status()).toBe(200)
    // A cache may keep it: nothing personal, nothing that must not be shared.
    expect(answer.headers()['set-cookie']).toBeUndefined()
    const html = await answer.text()
    expect(html).not.toContain('\0')
    expect(html).not.toMatch(/ style="/)
    // Data for search engines is no script.
    expect(html.match(/<script(?! type="application\/ld\+json">)[^>]*>/g)).toEqual([expect.stringMatching(/^<script src="\/assets\/enhance-[\w-]+\.js" defer="">$/)])
    expect(await (await request.get(address)).text()).toBe(html)

    const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    const refused: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') refused.push(message.text())
    })
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    expect(refused).toEqual([])
    await context.close()
  })
}

test('what is out of season says so and cannot be bought', async ({ page }) => {
  await page.goto('/products/t007-xian-dongzao')
  await expect(page.getByText('已下架')).toBeVisible()
  await expect(page.getByText('当季是 7–10 月')).toBeVisible()
  await expect(page.getByRole('button', { name: '加入购物车' })).toBeDisabled()
  await expect(page.getByRole('button', { name: '立即购买' })).toBeDisabled()
})

test('every price stands with its unit price, every bundle with its contents', async ({ page }) => {
  await page.goto('/products/t022-dalibao-a')
  await expect(page.getByText('¥168.00').first()).toBeVisible()
  await expect(page.getByText('15.27 元/500 g').first()).toBeVisible()
  const contents = page.getByRole('table', { name: '箱内有什么' })
  await expect(contents.getByRole('row').last()).toHaveText('合计5.5 kg')
})

