import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'
import type { RequestHandler } from 'express'

export type HeaderPolicy = {
  https: boolean
  development: boolean
  /** Where a form may lead after its redirect: the payment provider's pages. */
  paymentOrigins: readonly string[]
}

/**
 * Fixed security headers, and a Content-Security-Policy with a nonce of this response.
 * Pages that do not hydrate carry no inline script at all, so the nonce opens nothing there.
 */
export function securityHeaders(policy: HeaderPolicy): RequestHandler {
  const fixed = fixedHeaders(policy)
  const formAction = formActions(policy)
  return (_req, res, next) => {
    const nonce = randomBytes(16).toString('base64')
    res.locals.cspNonce = nonce
    res.setHeader('Content-Security-Policy', contentSecurityPolicy(`'self' 'nonce-${nonce}'`, formAction, policy.development))
    for (const [name, value] of fixed) res.setHeader(name, value)
    next()
  }
}

/** The same for pages that are kept in memory: they carry no inline script, so no nonce. */
export function keptPageHeaders(policy: HeaderPolicy): Record<string, string> {
  return {
    ...Object.fromEntries(fixedHeaders(policy)),
    'Content-Security-Policy': contentSecurityPolicy("'self'", formActions(policy), policy.development),
  }
}

const formActions = (policy: HeaderPolicy): string => ["'self'", ...policy.paymentOrigins].join(' ')

/** Helmet's headers, worked out once. */
function fixedHeaders(policy: HeaderPolicy): [string, string][] {
  const set: [string, string][] = [['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()']]
  const collect = { setHeader: (name: string, value: string) => void set.push([name, value]), removeHeader: () => undefined }
  helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: policy.https ? { maxAge: 365 * 24 * 60 * 60, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  })({} as IncomingMessage, collect as unknown as ServerResponse, () => undefined)
  return set
}

function contentSecurityPolicy(scripts: string, formAction: string, development: boolean): string {
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    // Vite's development client puts style elements into the page.
    development ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    development ? "connect-src 'self' ws:" : "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action ${formAction}`,
  ].join('; ')
}
