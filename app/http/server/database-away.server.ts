import type { RequestHandler, Response } from 'express'
import { RETRY_AFTER_SECONDS } from '#app/http/report-error.server.ts'
import type { RequestTrouble } from '#app/http/report-error.server.ts'

/** For whoever gets no page: a download, a fragment. */
export const DATABASE_AWAY_TEXT = '店铺暂时歇一会儿，请稍后再试'

/**
 * A failure because the database is away is answered as such, with when to try again:
 * the framework says 500 for documents, data and resources alike and leaves no other place
 * to say more. Pages bring their own words.
 */
export const answerDatabaseAway: RequestHandler = (_req, res, next) => {
  const trouble: RequestTrouble['trouble'] = { databaseAway: false }
  res.locals.trouble = trouble
  const isAway = () => trouble.databaseAway && res.statusCode === 500 && !res.headersSent
  const isWordless = () => isAway() && String(res.getHeader('Content-Type') ?? '').startsWith('text/plain')

  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => Response
  res.writeHead = ((...args: unknown[]) => {
    if (!isAway()) return writeHead(...args)
    res.setHeader('Retry-After', RETRY_AFTER_SECONDS)
    res.statusMessage = ''
    return writeHead(503, ...args.slice(1))
  }) as typeof res.writeHead

  const write = res.write.bind(res) as (...args: unknown[]) => boolean
  res.write = ((...args: unknown[]) => (isWordless() ? true : write(...args))) as typeof res.write
  const end = res.end.bind(res) as (...args: unknown[]) => Response
  res.end = ((...args: unknown[]) => {
    if (!isWordless()) return end(...args)
    res.setHeader('Content-Type', 'text/plain; charset=utf-8')
    res.removeHeader('Content-Length')
    return end(DATABASE_AWAY_TEXT)
  }) as typeof res.end
  next()
}
