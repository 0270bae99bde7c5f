import { db } from '#app/infra/db.server.ts'
import { gatherCast } from '#tests/faults/cast.ts'
import type { History } from '#tests/faults/history.ts'
import { judge } from '#tests/faults/judge.ts'
import { describeBlow, planRun } from '#tests/faults/plan.ts'
import { fallDue, hurryOn, persist, untilQuiet } from '#tests/faults/quiet.ts'
import { shipOrders } from '#tests/faults/shipper.ts'
import { waitForAll } from '#tests/faults/shop.ts'
import type { Shop } from '#tests/faults/shop.ts'
import { shopAs } from '#tests/faults/shopper.ts'
import { strike } from '#tests/faults/strike.ts'

export type Outcome = {
  seed: number
  /** Each blow, and whether it fell: a place that nobody passed any more is not reached. */
  blows: { blow: string; fell: boolean }[]
  wrong: string[]
  ms: number
  histories: History[]
}

/** One run from its seed, checked on its own: shop, lose somebody, come to rest, compare. */
export async function runSeed(shop: Shop, seed: number): Promise<Outcome> {
  const startedAt = performance.now()
  const plan = planRun(seed)
  const origin = shop.env.APP_ORIGIN ?? ''
  const cast = await gatherCast()
  const people = await Promise.all(plan.shoppers.map(async ({ signedIn }) => (signedIn ? cast.newShopper() : '')))
  const checkoutsBefore = await db.checkout.count()
  if (plan.refusedRefunds > 0) await orderFault(shop, { operation: 'create_refund', kind: 'rate_limit', count: plan.refusedRefunds })

  const blows = strike(shop, plan)
  const slowDown = hurryOn()
  let closed = false
  const shipping = shipOrders(origin, cast, () => closed)
  const around = { shop: origin, cast, pays: blows.pays, fallDue }
  const shopping = plan.shoppers.map((shopper, place) => shopAs(shopper, { name: `${place} ${shopper.habit}`, cookie: people[place]! }, around))
  const histories = await Promise.all(shopping)
  closed = true
  histories.push(await shipping)
  await fallDue(null)
  let restless = await untilQuiet()
  const fell = await blows.end()
  // A blow that fell at the last moment has its time, too.
  if (restless.length === 0) restless = await untilQuiet()
  await slowDown()
  await waitForAll(shop)
  await orderFault(shop, null)
  const wrong = [...restless, ...(await persist(() => judge(histories, shop.bookFile, checkoutsBefore)))]
  return {
    seed,
    blows: plan.blows.map((blow, place) => ({ blow: describeBlow(blow), fell: fell[place] ?? false })),
    wrong,
    ms: Math.round(performance.now() - startedAt),
    histories,
  }
}

async function orderFault({ env }: Shop, fault: object | null): Promise<void> {
  const answer = await fetch(`${env.STRIPE_API_BASE}/_sandbox/faults`, {
    method: fault ? 'POST' : 'DELETE',
    headers: { Authorization: 'Bearer sk_test_sandbox' },
    ...(fault ? { body: JSON.stringify(fault) } : {}),
  })
  if (!answer.ok) throw new Error(`The sandbox refused a fault: ${answer.status}`)
}
