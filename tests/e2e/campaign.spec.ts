import { expect, test } from '#tests/e2e/shop.ts'
import { signIn } from '#tests/e2e/people.ts'

test('an operator sets up a festival from an empty edition: its dates are there, a mistake is mended, all is published', async ({ page, shop }) => {
  await signIn(page, '13800000302')
  await page.goto('/operator/campaigns')
  const edition = page.getByRole('textbox', { name: '年份' })
  await edition.fill('2027')
  await page.getByRole('textbox', { name: '活动名称' }).fill('2028 塔里木河年货节')
  await page.getByRole('button', { name: '新建' }).click()
  await expect(page.getByText('2027 年的年货节已经有了')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '活动名称' })).toHaveValue('2028 塔里木河年货节')
  await edition.fill('2028')
  await page.getByRole('button', { name: '新建' }).click()

  // The phases are as far from New Year's Eve of 2028 as they should be.
  await expect(page.getByRole('heading', { level: 1, name: '2028 塔里木河年货节' })).toBeVisible()
  await expect(page.getByRole('list', { name: '阶段' }).getByRole('listitem').filter({ hasText: '爆发' })).toContainText('1月4日 00:00 至 1月6日 24:00')
  await expect(page.getByRole('link', { name: '团镇馆' })).toBeVisible()

  await page.getByRole('link', { name: '添加优惠', exact: true }).click()
  await page.getByRole('link', { name: '跨店满减 满 300' }).click()
  await page.getByRole('textbox', { name: '活动名称' }).fill('跨店满200减30')
  await page.getByRole('textbox', { name: '第 1 档满' }).fill('200')
  await page.getByRole('textbox', { name: '第 1 档减' }).fill('300')
  await page.getByRole('textbox', { name: '平台' }).fill('90')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('减的金额要小于门槛')).toBeVisible()
  await expect(page.getByText('出资比例合计要等于 100%，现在是 90%')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '第 1 档减' })).toHaveValue('300')
  await page.getByRole('textbox', { name: '第 1 档减' }).fill('30')
  await page.getByRole('textbox', { name: '平台' }).fill('100')
  await expect(page.getByText('1月4日 00:00 至 1月6日 24:00，全场，满 200 元减 30 元')).toBeVisible()
  await page.getByRole('button', { name: '保存' }).click()

  await expect(page.getByText('优惠已保存。')).toBeVisible()
  const publish = page.getByRole('button', { name: '发布年货节' })
  await expect(page.getByText('发布优惠「跨店满200减30」')).toBeVisible()
  await publish.click()
  await expect(page.getByText('已发布，顾客现在就能看到。')).toBeVisible()
  await expect(page.getByText('顾客看到的就是现在的内容，没有未发布的修改。')).toBeVisible()

  const published = await shop.db.campaign.findFirstOrThrow({ where: { edition: 2028 }, include: { versions: true, promotions: true } })
  expect([published.state, published.publishedVersion, published.promotions.map(({ state }) => state)]).toEqual(['LIVE', 1, ['PUBLISHED']])

  // Shoppers still see the edition that is under way.
  await page.goto('/')
  await expect(page.getByRole('region', { name: '年货节会场' })).toContainText('爆发')
  await page.getByRole('link', { name: '团镇馆' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '团镇馆' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2, name: '十四团 金杨镇' })).toBeVisible()
})
