import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import { logger } from '#app/infra/logger.server.ts'

/**
 * Gives every request an id, answers it as X-Request-Id, and writes one line when it is
 * done: method, path without its query, status, time. Nothing of the visitor.
 */
export function requestLog(): RequestHandler {
  return (req, res, next) => {
    const requestId = randomUUID()
    const started = performance.now()
    res.locals.requestId = requestId
    res.setHeader('X-Request-Id', requestId)
    res.on('finish', () => {
      const line = {
        requestId,
        method: req.method,
        path: loggablePath(req.path),
        status: res.statusCode,
        ms: Math.round((performance.now() - started) * 10) / 10,
      }
      if (res.statusCode >= 500) logger().error(line, 'request')
      else logger().info(line, 'request')
    })
    next()
  }
}

/** Order numbers and other long digits are somebody's: the log keeps the shape of a path. */
export function loggablePath(path: string): string {
  return path.slice(0, 200).replace(/\d{6,}/g, '*').replace(/[^\x21-\x7e]/g, '?')
}
