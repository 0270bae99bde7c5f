import { businessNow } from '#app/infra/clock.server.ts'

/** Now, in business time, for pages that name periods. */
export function businessTime(): Promise<Date> {
  return businessNow()
}
