import type { RequestHandler } from 'express'
import { addTouch, parseTouches, readTouch, withoutMark } from '#app/domain/sharing/touch.ts'
import type { Touches } from '#app/domain/sharing/touch.ts'
import { cookies } from '#app/http/cookies.server.ts'
import { safePath } from '#app/http/safe-path.server.ts'
import { businessNow } from '#app/infra/clock.server.ts'

/** By which marked links this visitor came; null: by none. */
export async function touchesOf(cookieHeader: string | null): Promise<Touches | null> {
  return parseTouches(await cookies().touch.parse(cookieHeader))
}

/**
 * A click on a marked link: remembered, and led on to the same address without the mark, so
 * that the page itself stays one page for everybody and its answer sets no cookie.
 */
export const keepTouch: RequestHandler = (req, res, next) => {
  const search = new URLSearchParams(req.originalUrl.split(/\?(.*)/s)[1] ?? '')
  if (req.method !== 'GET' || !search.has('ch')) return next()
  businessNow()
    .then(async (now) => {
      const touch = readTouch(search, now)
      if (!touch) return next()
      const touches = addTouch(await touchesOf(req.headers.cookie ?? null), touch)
      res.setHeader('Set-Cookie', await cookies().touch.serialize(touches))
      res.setHeader('Cache-Control', 'private, no-store')
      res.redirect(302, safePath(withoutMark(req.originalUrl)))
    })
    .catch(next)
}
