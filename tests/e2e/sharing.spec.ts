import { expect, test } from '@playwright/test'

test('a shared product: the poster’s price is the page’s, its picture loads, the link carries the mark', async ({ page, request }) => {
  await page.goto('/products/t002-huizao-lihe')
  const price = await page.locator('h1 ~ p').getByText(/^\d+\.\d{2}$/).first().innerText()
  await page.getByRole('link', { name: '分享海报' }).click()
  const poster = page.getByRole('img', { name: new RegExp(`${price.replace('.', '\\.')} 元`) })
  await expect(poster).toBeVisible()
  await expect.poll(() => poster.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([1_080, 1_920])
  await page.getByRole('combobox', { name: '渠道' }).selectOption({ label: '微信群' })
  await page.getByRole('textbox', { name: '推荐人编号' }).fill('leader07')
  await page.getByRole('button', { name: '换一张海报' }).click()
  const link = await page.getByRole('textbox', { name: '链接' }).inputValue()
  expect(new URL(link).search).toMatch(/^\?sku=T002[^&]*&ch=wechat_group&ref=leader07$/)

  const click = await request.get(link, { maxRedirects: 0 })
  expect(click.status()).toBe(302)
  expect(click.headers()['set-cookie']).toMatch(/^touch=/)
  const landed = await request.get(String(click.headers().location))
  expect(landed.status()).toBe(200)
  expect(landed.headers()['set-cookie']).toBeUndefined()
})

for (const [address, title, picture] of [
  ['/', '塔里木河年货节 · 第一师阿拉尔市', '/pictures/site/home.png'],
  ['/products/t002-huizao-lihe', '灰枣 特级 礼盒', '/pictures/products/t002-huizao-lihe.png'],
  ['/shops/heyan-zaoyuan', '河沿枣园', '/pictures/shops/heyan-zaoyuan.png'],
] as const)
  test(`${address} says what a messenger shows beside its link`, async ({ page, request, baseURL }) => {
    await page.goto(address)
    const property = (name: string) => page.locator(`meta[property="og:${name}"]`).getAttribute('content')
    expect(await property('title')).toBe(title)
    expect((await property('description'))!.length).toBeGreaterThan(8)
    expect(await property('image')).toBe(`${baseURL}${picture}`)
    const image = await request.get(picture)
    expect(image.headers()['content-type']).toBe('image/png')
    const bytes = await image.body()
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([800, 800])
  })

test('a product tells search engines the price that its page shows', async ({ page }) => {
  await page.goto('/products/t002-huizao-lihe')
  const price = await page.locator('h1 ~ p').getByText(/^\d+\.\d{2}$/).first().innerText()
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent())!) as { offers: { price: string; priceCurrency: string; availability: string } }
  expect(data).toMatchObject({ '@type': 'Product', name: '灰枣 特级 礼盒', offers: { price, priceCurrency: 'CNY', availability: 'https://schema.org/InStock' } })
})

test('an old link of a product that is gone says so and leads on', async ({ page }) => {
  const answer = await page.goto('/products/gone-for-good?ch=poster&ref=leader07')
  expect(answer?.status()).toBe(404)
  await expect(page).toHaveURL('/products/gone-for-good')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('这件商品已经不在了')
  await page.getByRole('region', { name: '换一件看看' }).getByRole('link').first().click()
  await expect(page.getByRole('button', { name: '加入购物车' })).toBeEnabled()
})
