import { randomInt } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'

export const PASSWORD = 'nianhuo-2027'

/** A phone of nobody else in this run. */
export function newPhone(): string {
  return `137${randomInt(10_000_000, 100_000_000)}`
}

export async function registerShopper(page: Page): Promise<string> {
  const phone = newPhone()
  await page.goto('/register')
  await page.getByRole('textbox', { name: '手机号' }).fill(phone)
  await page.getByRole('textbox', { name: '密码' }).fill('zao-hetao-2027')
  await page.getByRole('checkbox', { name: '我已阅读并同意' }).check()
  await page.getByRole('button', { name: '注册并登录' }).click()
  await expect(page).not.toHaveURL(/register/)
  return phone
}

/** Signs one of the demo's people in through the page. */
export async function signIn(page: Page, phone: string): Promise<void> {
  await page.goto('/login')
  await page.getByRole('textbox', { name: '手机号' }).fill(phone)
  await page.getByRole('textbox', { name: '密码' }).fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page).not.toHaveURL(/login/)
}
