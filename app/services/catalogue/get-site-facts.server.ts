import type { SiteFacts } from '#app/domain/catalogue/views.ts'
import { nextNewYearsEve } from '#app/domain/festival/new-years-eve.ts'
import { missingFilings } from '#app/domain/law/filing.ts'
import type { PlatformIdentity } from '#app/domain/law/filing.ts'
import { closingBanner } from '#app/domain/law/closing-notice.ts'
import { businessDate } from '#app/domain/time.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { env } from '#app/infra/env.server.ts'
import { standingClosingNotice } from '#app/services/site/closing-notice.server.ts'

export async function getSiteFacts(): Promise<SiteFacts> {
  const { appMode, icpNumber, psbNumber } = env()
  const [now, notice] = await Promise.all([businessNow(), standingClosingNotice()])
  const today = businessDate(now)
  return { demo: appMode !== 'production', icpNumber, psbNumber, today, newYearsEve: nextNewYearsEve(today), closing: closingBanner(notice, today) }
}

/** Without a slash at the end; for addresses that leave the site. */
export function siteOrigin(): string {
  return env().appOrigin
}

/** Who runs the platform. */
export function platformIdentity(): PlatformIdentity {
  return env().platform
}

/** what the operators still have to file or set. */
export function filingsMissing(): string[] {
  const { icpNumber, psbNumber, platform } = env()
  return missingFilings({ icpNumber, psbNumber, platform })
}

/** Business time, for routes that pass it on as an argument. */
export function shopNow(): Promise<Date> {
  return businessNow()
}
