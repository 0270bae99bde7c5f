import { signIn } from '#tests/e2e/people.ts'
import { expect, test } from '#tests/e2e/shop.ts'

test('an operator rehearses a draft on past orders, sees who pays and the worst stack, and its budget board', async ({ page, shop }) => {
  // The factories ask the database that the shop fixture has opened.
  expect(await shop.db.campaign.count()).toBeGreaterThanOrEqual(0)
  const { createCampaign, draftIn } = await import('#tests/factories/campaigns.ts')
  const campaign = await createCampaign('演练用的年货节')
  await draftIn(campaign.id, {
    // Dearer than the running festival's, which prices beside it.
    name: '演练每满200减50', action: { type: 'EVERY', thresholdFen: 20_000, offFen: 5_000, maxTimes: null }, limits: { budgetFen: 30_000, uses: null, usesPerBuyer: null },
    funders: [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }],
  })
  await signIn(page, '13800000301')
  const here = `/operator/campaigns/${campaign.id}`
  expect((await page.goto('/operator/campaigns/00000000-0000-7000-8000-000000000000/rehearsal'))?.status()).toBe(404)
  await page.goto(`${here}/rehearsal`)
  await page.getByRole('textbox', { name: '最多' }).fill('9999')
  await page.getByRole('button', { name: '开始演练' }).click()
  await expect(page.getByText('单数最多 5000')).toBeVisible()
  await page.getByRole('textbox', { name: '最多' }).fill('1000')
  await page.getByRole('button', { name: '开始演练' }).click()

  const outcomes = page.getByRole('region', { name: '各项优惠' })
  const item = outcomes.getByRole('listitem').filter({ hasText: '演练每满200减50' }).first()
  await expect(item).toContainText(/预算在第 \d+ 单用完|预算从第 \d+ 单起不够用/)
  await expect(page.getByRole('region', { name: '谁出钱' })).toContainText('平台')
  await expect(page.getByRole('region', { name: '叠得最深的一单' })).toContainText('便宜了')
  await expect(page.getByRole('region', { name: '叠得最深的一行' })).toContainText(/优惠 \d+\.\d\d 元，便宜了 \d+\.\d%/)
  // The address holds all of it.
  await page.reload()
  await expect(item).toContainText('演练每满200减50')

  await page.getByRole('link', { name: '预算看板' }).click()
  await expect(page).toHaveURL(new RegExp(`${here}/budget`))
  const card = page.getByRole('region', { name: /演练每满200减50/ })
  await expect(card).toContainText('草稿')
  await expect(card).toContainText('300.00')
  await expect(card).toContainText('还没有人用')
})
