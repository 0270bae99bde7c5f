import type { Page } from '@playwright/test'

/** Lays out what waits for its turn further down, too, so that the whole page is looked at. */
export async function layOutAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('.later, .shelf > li')) element.style.contentVisibility = 'visible'
  })
}
