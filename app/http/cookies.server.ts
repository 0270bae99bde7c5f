import { createCookie } from '@remix-run/node'
import type { Cookie } from '@remix-run/node'
import { env } from '#app/infra/env.server.ts'
import { singleton } from '#app/infra/singleton.server.ts'

const DAY_SECONDS = 24 * 60 * 60

type ShopCookies = { session: Cookie; guest: Cookie; province: Cookie; touch: Cookie }

// __Host- names bind a cookie to this host, https and the whole site.
export function cookies(): ShopCookies {
  return singleton('cookies', () => {
    const secure = env().secureCookies
    const prefix = secure ? '__Host-' : ''
    const shared = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
    return {
      session: createCookie(`${prefix}session`, { ...shared, maxAge: 90 * DAY_SECONDS }),
      guest: createCookie(`${prefix}guest`, { ...shared, maxAge: 180 * DAY_SECONDS }),
      // Where things are sent to: a code of the national list, no secret.
      province: createCookie(`${prefix}province`, { ...shared, maxAge: 180 * DAY_SECONDS }),
      // By which marked links this browser came; made by a click on one, never by a page.
      touch: createCookie(`${prefix}touch`, { ...shared, maxAge: 30 * DAY_SECONDS }),
    }
  })
}

const YEAR_SECONDS = 365 * DAY_SECONDS

/**
 * Tells the pages' script that this person wants footprints, so that browsers of everybody
 * else send nothing. No secret: whether any are kept is decided by the account.
 */
export function footprintsCookie(on: boolean): string {
  const secure = env().secureCookies
  return `${secure ? '__Host-' : ''}footprints=${on ? '1' : ''}; Path=/; SameSite=Lax; Max-Age=${on ? YEAR_SECONDS : 0}${secure ? '; Secure' : ''}`
}

const SECRET = /^[\w-]{43}$/

/** The secret in a cookie, or null where there is none of the right form. */
export async function readSecret(cookie: Cookie, request: Request): Promise<string | null> {
  const value: unknown = await cookie.parse(request.headers.get('Cookie'))
  return typeof value === 'string' && SECRET.test(value) ? value : null
}
