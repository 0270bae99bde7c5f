import type { RequestHandler } from 'express'

/** Forms of this shop are small. */
const FORM_LIMIT_BYTES = 64 * 1024
/** Forms with photographs: as many as may be sent and each a little too large, so that the answer can be a sentence beside the field. */
const withPictures: readonly { path: RegExp; limit: number }[] = [
  { path: /^\/orders\/[^/]+\/review\/[^/]+$/, limit: 48 * 1024 * 1024 },
  { path: /^\/merchant\/listings\/[^/]+\/photos$/, limit: 64 * 1024 * 1024 },
]
const TOO_LARGE = '提交的内容太大'

/**
 * Refuses large bodies before anything reads them: at once where the length is announced,
 * and else while they arrive. Also refuses addresses with NUL bytes or broken UTF-8.
 */
export function bodyLimits(exempt: readonly string[]): RequestHandler {
  return (req, res, next) => {
    if (!isReadable(req.originalUrl)) {
      res.status(400).type('text').send('Bad request')
      return
    }
    if (exempt.includes(req.path) || req.method === 'GET' || req.method === 'HEAD') {
      next()
      return
    }
    const limit = withPictures.find(({ path }) => path.test(req.path))?.limit ?? FORM_LIMIT_BYTES
    if (Number(req.headers['content-length'] ?? 0) > limit) {
      res.status(413).set('Connection', 'close').type('text').send(TOO_LARGE)
      return
    }
    let received = 0
    req.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received <= limit) return
      if (!res.headersSent) res.status(413).set('Connection', 'close').type('text').send(TOO_LARGE)
      req.destroy()
    })
    // Listening has set the stream flowing; whoever reads it next starts it again.
    req.pause()
    next()
  }
}

function isReadable(url: string): boolean {
  try {
    return !decodeURIComponent(url.split('?')[0] ?? '').includes('\0') && !/%00/.test(url)
  } catch {
    return false
  }
}
