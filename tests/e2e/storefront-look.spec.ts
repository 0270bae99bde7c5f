import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Locator, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { newPhone, signIn } from '#tests/e2e/people.ts'

const publicPages = [
  '/', '/categories/fresh-fruit', '/products/t002-huizao-lihe', '/products/t022-dalibao-a', '/products/t007-xian-dongzao', '/venues/main', '/venues/towns', '/venues/union',
  '/search?q=xl', '/search?q=zzzz', '/shops/heyan-zaoyuan', '/licences', '/coupons', '/login', '/register', '/reset', '/cart', '/orders', '/no-such-page',
]
const ownPages = ['/account', '/messages', '/orders', '/coupons']

const modes = [
  ['as usual', false],
  ['in large type', true],
] as const

async function largeType(context: BrowserContext, baseURL: string): Promise<void> {
  await context.addCookies([{ name: 'elder', value: '1', url: baseURL }])
}

/** What axe finds, and whether anything stands out sideways. */
async function look(page: Page, address: string): Promise<unknown[]> {
  await page.goto(address)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  return [...violations.map(({ id, nodes }) => [address, id, nodes[0]?.html]), ...(width > 360 ? [[address, 'is', width, 'px wide']] : [])]
}

for (const [name, elder] of modes)
  test(`every page ${name} at 360 px is clean for axe and not wider than the phone`, async ({ browser, baseURL }) => {
    test.setTimeout(180_000)
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
    if (elder) await largeType(context, baseURL!)
    const page = await context.newPage()
    const found: unknown[] = []
    for (const address of publicPages) found.push(...(await look(page, address)))
    await signIn(page, '13800000002')
    for (const address of ownPages) found.push(...(await look(page, address)))
    await page.goto('/orders')
    found.push(...(await look(page, (await page.getByRole('link', { name: /\d{16}|查看/ }).first().getAttribute('href'))!)))
    expect(found).toEqual([])
    await context.close()
  })

for (const [name, elder] of modes)
  test(`text of 200 % ${name} fits a phone of 360 px`, async ({ browser, baseURL }) => {
    test.setTimeout(120_000)
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
    if (elder) await largeType(context, baseURL!)
    const page = await context.newPage()
    // A cart with something in it, an order, and an address of one's own.
    await signIn(page, '13800000002')
    await page.goto('/products/t002-huizao-lihe')
    await page.getByRole('button', { name: '加入购物车' }).click()
    await expect(page).toHaveURL(/\/cart/)
    await page.goto('/orders')
    const order = (await page.getByRole('link', { name: /\d{16}|查看/ }).first().getAttribute('href'))!
    const session = await context.newCDPSession(page)
    // The browser's own setting for the size of type, twice the usual 16.
    await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
    const wide: unknown[] = []
    for (const address of [...publicPages, ...ownPages, '/checkout', order]) {
      await page.goto(address)
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px')
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      if (width > 360) wide.push([address, width])
    }
    expect(wide).toEqual([])
    await context.close()
  })

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

  test('large type is a press away on every page, stays, comes back to the same page, and goes', async ({ page }) => {
    await page.goto('/search?q=xl')
    await page.getByRole('button', { name: '长辈模式', exact: true }).click()
    await expect(page).toHaveURL(/\/search\?q=xl$/)
    await expect(page.locator('html')).toHaveAttribute('data-elder', '')
    await page.goto('/products/t002-huizao-lihe')
    await expect(page.locator('html')).toHaveAttribute('data-elder', '')
    await page.goto('/')
    await expect(page.getByRole('heading', { name: '先领券' })).toHaveCount(0)
    // The clock needs a script; the day does not.
    await expect(page.getByText('还有 1 天结束')).toBeVisible()
    await page.getByRole('button', { name: '退出长辈模式' }).click()
    await expect(page.locator('html')).not.toHaveAttribute('data-elder')
    await expect(page.getByRole('heading', { name: '先领券' })).toBeVisible()
  })
})

test('in large type no text is under 18 px', async ({ page, context, baseURL }) => {
  await largeType(context, baseURL!)
  for (const address of ['/', '/products/t002-huizao-lihe', '/cart', '/licences']) {
    await page.goto(address)
    const small = await page.evaluate(() => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const found: string[] = []
      while (walk.nextNode()) {
        const { parentElement, textContent } = walk.currentNode
        if (!parentElement || !textContent?.trim() || parentElement.closest('script,style,[hidden],.sr-only')) continue
        if (parentElement.checkVisibility() && parseFloat(getComputedStyle(parentElement).fontSize) < 18) found.push(textContent.trim())
      }
      return found
    })
    expect(small).toEqual([])
  }
})

test('the clock of the festival runs from the time of the shop, not of the phone', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  await page.clock.setFixedTime(new Date('2031-05-01T00:00:00Z'))
  await page.goto('/')
  // The demo began at noon of the 16th; 爆发 ends with the 17th.
  await expect(page.locator('[data-until]')).toHaveText(/^1 天 \d\d:\d\d:\d\d 后结束$/)
  await context.close()
})

/** Presses Tab until the thing has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 200; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${String(target)}`)
}

for (const [name, elder] of modes)
  test(`the whole purchase by keyboard alone, ${name}`, async ({ browser, baseURL }) => {
    test.setTimeout(120_000)
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
    if (elder) await largeType(context, baseURL!)
    const page = await context.newPage()
    const press = async (target: Locator, key = 'Enter') => {
      await tabTo(page, target)
      await page.keyboard.press(key)
    }
    await page.goto('/')
    await press(page.getByLabel('搜索商品', { exact: true }), 'KeyA')
    await page.keyboard.press('Backspace')
    await page.keyboard.insertText('灰枣')
    await page.keyboard.press('Enter')
    await press(page.getByRole('link', { name: /灰枣 特级 礼盒/ }).first())
    await expect(page.getByRole('heading', { level: 1, name: '灰枣 特级 礼盒' })).toBeVisible()
    await press(page.getByRole('button', { name: '加入购物车' }))
    await expect(page).toHaveURL(/\/cart/)
    await press(page.getByRole('link', { name: '去结算' }).or(page.getByRole('button', { name: '去结算' })).first())

    const type = async (field: string, text: string) => {
      await tabTo(page, page.getByRole('textbox', { name: field }))
      await page.keyboard.insertText(text)
    }
    await type('收货人', '陈小麦')
    await type('手机号', newPhone())
    // A list takes the first letters of what is wanted; arrows go on from there.
    for (const [list, place] of [['省', '浙江省'], ['市', '台州市'], ['区县', '椒江区']] as const) {
      const select = page.getByRole('combobox', { name: list, exact: true })
      await expect(select.locator('option', { hasText: place })).toHaveCount(1)
      await tabTo(page, select)
      const steps = await select.evaluate((element, wanted) => {
        const box = element as HTMLSelectElement
        return [...box.options].findIndex(({ label }) => label === wanted) - box.selectedIndex
      }, place)
      for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowDown')
      await expect(select).toHaveValue(await select.locator('option', { hasText: place }).getAttribute('value') ?? '')
    }
    await type('详细地址', '海门街道示例路 8 号')
    await press(page.getByRole('radio').first(), 'Space')
    await press(page.getByRole('button', { name: '提交订单' }))
    const again = page.getByRole('button', { name: '提交订单' })
    const pay = page.getByRole('button', { name: '去支付' })
    await expect(again.or(pay).first()).toBeVisible()
    if (await again.isVisible()) await press(again)
    await press(pay)
    await press(page.getByRole('button', { name: '支付成功' }))
    await expect(page.getByRole('heading', { name: '支付成功' })).toBeVisible()
    await context.close()
  })

/** Bytes that come for a page, compressed, with everything that is on it from top to foot. */
async function weigh(page: Page, address: string): Promise<{ address: string; bytes: number }[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const addresses = new Map<string, string>()
  const bodies: { address: string; bytes: number }[] = []
  session.on('Network.responseReceived', ({ requestId, response }) => addresses.set(requestId, new URL(response.url).pathname))
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => bodies.push({ address: addresses.get(requestId) ?? '', bytes: encodedDataLength }))
  await page.goto(address, { waitUntil: 'networkidle' })
  // Pictures further down come when they are near.
  for (const picture of await page.locator('img').all()) await picture.scrollIntoViewIfNeeded()
  await page.waitForLoadState('networkidle')
  return bodies
}

for (const width of [360, 1280])
  test(`home is at most 60 kB in all at ${width} px, our own script at most 15 kB`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } })
    const bodies = await weigh(await context.newPage(), '/')
    const sum = (fits: (address: string) => boolean) => bodies.filter(({ address }) => fits(address)).reduce((total, { bytes }) => total + bytes, 0)
    const all = sum(() => true)
    const script = sum((address) => address.endsWith('.js'))
    test.info().annotations.push({ type: 'weight', description: `${all} B in all, ${script} B of script, ${sum((address) => address === '/')} B of page` })
    expect(all).toBeGreaterThan(20_000)
    expect(all).toBeLessThanOrEqual(60_000)
    expect(script).toBeGreaterThan(500)
    expect(script).toBeLessThanOrEqual(15_000)
    await context.close()
  })
