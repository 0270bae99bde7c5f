import type { SiteFacts } from '#app/domain/catalogue/views.ts'
import { nextNewYearsEve } from '#app/domain/festival/new-years-eve.ts'
import { businessDate } from '#app/domain/time.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { env } from '#app/infra/env.server.ts'

export async function getSiteFacts(): Promise<SiteFacts> {
  const { appMode, icpNumber, psbNumber } = env()
  const today = businessDate(await businessNow())
  return { demo: appMode !== 'production', icpNumber, psbNumber, today, newYearsEve: nextNewYearsEve(today) }
}

/** Business time, for routes that pass it on as an argument. */
export function shopNow(): Promise<Date> {
  return businessNow()
}
