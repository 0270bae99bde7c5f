import { expect, test } from '#tests/e2e/shop.ts'

for (const width of [360, 1280])
  test(`the shop opens at ${width} px and the browser has nothing to complain about`, async ({ page }) => {
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.setViewportSize({ width, height: 780 })
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    expect(complaints).toEqual([])
  })

test('who is signed in comes to their account, who is not to the sign-in', async ({ browser, shop, baseURL }) => {
  const stranger = await browser.newPage()
  await stranger.goto('/account')
  await expect(stranger).toHaveURL(/\/login/)

  const { userId } = await shop.people.createShopper()
  const context = await browser.newContext()
  await shop.signIn(context, baseURL ?? '', userId)
  const page = await context.newPage()
  const answer = await page.goto('/account')
  expect(answer?.status()).toBe(200)
  await expect(page).toHaveURL(/\/account$/)
})
