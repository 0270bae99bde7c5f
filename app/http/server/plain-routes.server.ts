import express from 'express'
import type { Express, Request as ExpressRequest, Response as ExpressResponse } from 'express'
import { isBehindCounter, shopperOrGuest } from '#app/http/guards.server.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { countCart } from '#app/services/cart/change-cart.server.ts'
import { findPhoto } from '#app/services/catalogue/photo-files.server.ts'
import { getReviewPicture } from '#app/services/review/get-review-picture.server.ts'
import { receiveWebhook } from '#app/services/payment/receive-webhook.server.ts'

const WEBHOOK_LIMIT = '256kb'

/** The few addresses that must be lean: they pass by Remix. */
export const plainRoutes = ['/webhooks/stripe', '/fragments/cart-count', '/review-pictures/:name', '/photos/:name'] as const

export function addPlainRoutes(app: Express): void {
  // The signature is over the bytes, so nothing parses them before it is checked.
  app.post('/webhooks/stripe', express.raw({ type: () => true, limit: WEBHOOK_LIMIT }), (req, res, next) => {
    const rawBody: unknown = req.body
    const signature = req.header('stripe-signature') ?? ''
    receiveWebhook({ rawBody: Buffer.isBuffer(rawBody) ? rawBody : Buffer.alloc(0), signature })
      .then(({ status, body }) => res.status(status).type('text').send(body))
      .catch(next)
  })

  app.get('/fragments/cart-count', (req, res, next) => {
    res.setHeader('Cache-Control', 'private, no-store')
    Promise.all([businessNow(), shopperOrGuest(cookieRequest(req)).then(({ owner }) => countCart(owner))])
      // Kept pages do not know how late they are; their countdowns go by this.
      .then(([now, count]) => res.set('Shop-Time', String(now.getTime())).type('text').send(String(count)))
      .catch(next)
  })

  app.get('/review-pictures/:name', (req, res, next) => {
    getReviewPicture(req.params.name)
      .then((bytes) => sendPicture(res, bytes, 'image/webp', FOR_GOOD))
      .catch(next)
  })

  app.get('/photos/:name', (req, res, next) => {
    findPhoto(req.params.name)
      .then(async (photo) => {
        if (!photo || !(photo.isPublic || (await isBehindCounter(cookieRequest(req), photo.merchantId)))) return sendPicture(res, null, 'image/webp', 'no-store')
        return sendPicture(res, await photo.bytes(), photo.type, photo.isPublic ? FOR_GOOD : 'private, no-store')
      })
      .catch(next)
  })
}

const FOR_GOOD = 'public, max-age=31536000, immutable'

/**
 * Made by the shop itself, of a kind it names, and never changed under its name; a browser
 * that is led to one directly finds nothing in it to run.
 */
function sendPicture(res: ExpressResponse, bytes: Buffer | null, type: 'image/webp' | 'image/avif', keep: string): void {
  if (!bytes) return void res.status(404).set('Cache-Control', 'no-store').type('text').send('没有这张照片')
  res.set({ 'Content-Type': type, 'Cache-Control': keep, 'Content-Security-Policy': "default-src 'none'", 'Content-Disposition': 'inline' })
  res.send(bytes)
}

/** What the guards need of a request without a body. */
function cookieRequest(req: ExpressRequest): Request {
  return new Request(`http://localhost${req.path}`, { headers: req.headers.cookie ? { Cookie: req.headers.cookie } : {} })
}
