import { addDays, startOfDay } from '#app/domain/time.ts'
import { resetClock } from '#app/infra/clock.server.ts'
import { db } from '#app/infra/db.server.ts'
import { env } from '#app/infra/env.server.ts'
import { indexWaitingListings } from '#app/services/catalogue/index-listings.server.ts'
import { seedAccounts } from '#prisma/seed/accounts.ts'
import { seedCatalogue } from '#prisma/seed/catalogue.ts'
import { seedFestival } from '#prisma/seed/festival.ts'
import { seedPastOrders } from '#prisma/seed/past-orders.ts'
import { seedReference, seedRules } from '#prisma/seed/reference.ts'
import { seedReviews } from '#prisma/seed/reviews.ts'
import { seedSearchWords } from '#prisma/seed/search-words.ts'
import { seedShipping } from '#prisma/seed/shipping.ts'

const PAST_ORDERS = 3_000
const HALF_DAY_MS = 12 * 60 * 60_000

/**
 * The demo festival, once: reference data, shops and goods, people, the business clock set
 * to noon of DEMO_TODAY, and past orders. Two transactions, each skipped when its rows are
 * there, so a start that was interrupted goes on where it was.
 * @throws in production
 */
export async function seedDemo(): Promise<void> {
  if (env().appMode === 'production') throw new Error('The demo festival is not for production')
  if ((await db.merchant.count()) === 0) await seedShops()
  // A demo that was opened before there were shipping tables, rules, or words to look for.
  await seedShipping()
  await seedRules(db)
  await seedSearchWords(db)
  await indexWaitingListings()
  await seedPastOrders(PAST_ORDERS, env().demoToday)
  await seedReviews(new Date(startOfDay(env().demoToday).getTime() + HALF_DAY_MS))
  await seedFestival(env().demoToday)
}

async function seedShops(): Promise<void> {
  const noon = new Date(startOfDay(env().demoToday).getTime() + HALF_DAY_MS)
  const stocked = startOfDay(addDays(env().demoToday, -45))
  await db.$transaction(
    async (tx) => {
      await seedReference(tx)
      await tx.businessClock.update({ where: { id: 1 }, data: { offsetMs: BigInt(noon.getTime() - Date.now()) } })
      await seedCatalogue(tx, stocked)
      await seedAccounts(tx, stocked)
    },
    { timeout: 120_000 },
  )
  resetClock()
}
