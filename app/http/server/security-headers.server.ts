import { randomBytes } from 'node:crypto'
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
  const fixed = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: policy.https ? { maxAge: 365 * 24 * 60 * 60, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  })
  const formAction = ["'self'", ...policy.paymentOrigins].join(' ')
  return (req, res, next) => {
    const nonce = randomBytes(16).toString('base64')
    res.locals.cspNonce = nonce
    res.setHeader('Content-Security-Policy', contentSecurityPolicy(nonce, formAction, policy.development))
    res.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()')
    fixed(req, res, next)
  }
}

function contentSecurityPolicy(nonce: string, formAction: string, development: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
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
