import { isDatabaseAway } from '#app/infra/database-away.server.ts'
import { logger } from '#app/infra/logger.server.ts'

export type RequestTrouble = { requestId: string; trouble: { databaseAway: boolean } }

/** Seconds after which a visitor may try again when the database was away. */
export const RETRY_AFTER_SECONDS = 5

/** The status that an error brings with it (body parsers and the router give one), else 500. */
export function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}

/**
 * Writes a failure to the log under the number that its page shows. A refusal is no
 * failure: the line of the request tells it. A database that is away is remembered, so
 * that the answer says so. A page drawn for the cache belongs to no request: where it fails,
 * the visitor's own request meets the same error and reports it.
 */
export function reportError(error: unknown, { requestId, trouble }: RequestTrouble): void {
  // The router wraps what it refuses by itself.
  const inner = typeof error === 'object' && error !== null && 'error' in error && error.error ? error.error : error
  const away = isDatabaseAway(inner)
  if (away) trouble.databaseAway = true
  if (requestId === '' || (!away && statusOf(error) < 500)) return
  logger().error({ requestId, err: inner }, away ? 'database away' : 'request failed')
}
