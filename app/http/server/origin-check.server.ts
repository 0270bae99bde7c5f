import type { RequestHandler } from 'express'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

export type OriginPolicy = {
  appOrigin: string
  /** Demo only: a Host that equals the Origin is accepted, for a phone on the same network. */
  acceptOwnHost: boolean
  /** Paths that prove themselves otherwise. */
  exempt: readonly string[]
}

/**
 * Refuses writes that another site's page sends with our visitor's cookies. Browsers tell
 * by Sec-Fetch-Site; where that is missing the Origin must be ours. The framework's own
 * check misses writes without an Origin, `_data` requests and resource routes, so this one
 * stands before it, for every method but the safe ones. Forwarded headers are not asked.
 */
export function originCheck(policy: OriginPolicy): RequestHandler {
  return (req, res, next) => {
    // The old data protocol passes by the framework's check; nothing here uses it.
    if ('_data' in req.query) {
      res.status(400).type('text').send('Bad request')
      return
    }
    if (SAFE.has(req.method) || policy.exempt.includes(req.path) || isOwn(req.headers, policy)) {
      next()
      return
    }
    res.status(403).type('text').send('请求来自其他网站，已拒绝')
  }
}

type Headers = { [name: string]: string | string[] | undefined }

function isOwn(headers: Headers, policy: OriginPolicy): boolean {
  const site = headers['sec-fetch-site']
  const origin = headers.origin
  if (site === 'same-origin') return true
  if (site !== undefined && site !== 'none') return false
  if (typeof origin !== 'string') return false
  if (origin === policy.appOrigin) return true
  return policy.acceptOwnHost && (origin === `http://${String(headers.host)}` || origin === `https://${String(headers.host)}`)
}
