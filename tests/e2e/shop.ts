import { test as base } from '@playwright/test'
import type { BrowserContext } from '@playwright/test'

/** The inside of the shop that the browsers visit: its rows, and people of one's own. */
export type Shop = Awaited<ReturnType<typeof openInside>>['shop']

async function openInside() {
  Object.assign(process.env, { APP_MODE: 'demo', DATA_DIR: '.cache/e2e', LOG_LEVEL: 'silent' })
  // The settings come first: whatever touches the database reads them when it is loaded.
  const { enterShop } = await import('#app/infra/launch/enter-shop.server.ts')
  const leave = await enterShop()
  const { db, pool } = await import('#app/infra/db.server.ts')
  const { cookies } = await import('#app/http/cookies.server.ts')
  const { startSession } = await import('#app/services/identity/sessions.server.ts')
  const people = await import('#tests/factories/people.ts')
  const catalogue = await import('#tests/factories/catalogue.ts')
  const enrolments = await import('#tests/factories/enrolments.ts')
  const { businessNow } = await import('#app/infra/clock.server.ts')
  const coupons = await import('#tests/factories/coupons.ts')

  const signIn = async (context: BrowserContext, baseURL: string, userId: string) => {
    const line = await cookies().session.serialize(await startSession(userId, 'e2e'))
    const [pair = ''] = line.split(';')
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    await context.addCookies([{ name, value, url: baseURL }])
  }
  const close = async () => {
    await pool.end()
    await leave()
  }
  return { shop: { db, people, catalogue, coupons, enrolments, businessNow, signIn }, close }
}

export const test = base.extend<object, { shop: Shop }>({
  shop: [
    async ({}, use) => {
      const { shop, close } = await openInside()
      await use(shop)
      await close()
    },
    { scope: 'worker' },
  ],
})

export { expect } from '@playwright/test'
