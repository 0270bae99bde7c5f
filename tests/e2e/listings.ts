import { randomInt } from 'node:crypto'
import type { Page } from '@playwright/test'

/** Everything of a new listing but its title: pears under a code of their own. */
export async function fillPears(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: '品类', exact: true }).selectOption({ label: '鲜果' })
  await page.getByRole('combobox', { name: '产地', exact: true }).selectOption({ index: 5 })
  await page.getByRole('textbox', { name: '货号' }).fill(`X${randomInt(1_000, 10_000)}`)
  await page.getByRole('textbox', { name: '等级' }).fill('一级')
  await page.getByRole('textbox', { name: '规格' }).fill('2.5 kg 箱')
  await page.getByRole('textbox', { name: '净含量' }).fill('2500')
  await page.getByRole('textbox', { name: '售价' }).fill('45.00')
  await page.getByRole('textbox', { name: '底价' }).fill('30')
  await page.getByRole('combobox', { name: '商品类型' }).selectOption({ label: '鲜果鲜菜' })
  await page.getByRole('combobox', { name: '退货政策' }).selectOption({ label: '鲜活易腐，不适用七天无理由' })
  await page.getByRole('textbox', { name: '储存条件' }).fill('0–4 ℃ 冷藏')
  await page.getByRole('textbox', { name: '保质期' }).fill('60 天')
}
