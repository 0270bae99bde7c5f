import type { RequestHandler } from 'express'
import { pool } from '#app/infra/db.server.ts'
import { pendingMigrations } from '#app/infra/migrate.server.ts'

/** The process is up. */
export const healthz: RequestHandler = (_req, res) => {
  res.type('text').send('ok')
}

/** The database answers and every migration of this build is applied. */
export function readyz(isDraining: () => boolean): RequestHandler {
  return (_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store')
    if (isDraining()) {
      res.status(503).type('text').send('draining')
      return
    }
    pendingMigrations(pool)
      .then((pending) => {
        if (pending.length === 0) res.type('text').send('ready')
        else res.status(503).type('text').send(`migrations pending: ${pending.length}`)
      }, () => res.status(503).set('Retry-After', '2').type('text').send('database unreachable'))
      .catch(next)
  }
}
