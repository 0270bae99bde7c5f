import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { encodingOf } from '#app/http/accepted-encoding.ts'
import { isElder } from '#app/http/elder.server.ts'
import { pageKey } from '#app/http/page-cache/page-key.ts'
import type { KeptPage, PageStore } from '#app/http/page-cache/page-store.server.ts'

/**
 * Stands before Express: public pages from memory, everything else handed on. A page that
 * is not there yet is drawn here; what cannot be kept goes the ordinary road.
 */
export function withPages(store: PageStore, next: RequestListener): RequestListener {
  return (req, res) => {
    const key = req.method === 'GET' || req.method === 'HEAD' ? pageKey(req.url ?? '', isElder(req.headers.cookie)) : null
    if (key === null) return next(req, res)
    if (!store.isUp) {
      store.counts.bypassed += 1
      return next(req, res)
    }
    const page = store.find(key, Date.now())
    if (page) return send(req, res, page)
    store.draw(key).then(
      (drawn) => (drawn ? send(req, res, drawn) : next(req, res)),
      // The ordinary road has the error page and the log for it.
      () => next(req, res),
    )
  }
}

function send(req: IncomingMessage, res: ServerResponse, page: KeptPage): void {
  const encoding = encodingOf(req.headers['accept-encoding'])
  const etag = `"${page.etag}-${encoding}"`
  if (matches(req.headers['if-none-match'], etag)) {
    res.writeHead(304, { ...page.headers, ETag: etag })
    res.end()
    return
  }
  const body = page.variants[encoding]
  res.writeHead(200, {
    ...page.headers,
    ETag: etag,
    'Content-Length': body.length,
    ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
  })
  res.end(req.method === 'HEAD' ? undefined : body)
}

function matches(header: string | undefined, etag: string): boolean {
  return header !== undefined && (header === '*' || header.split(',').some((part) => part.trim().replace(/^W\//, '') === etag))
}
