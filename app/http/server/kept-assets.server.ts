import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { RequestHandler } from 'express'
import { encodingOf } from '#app/http/accepted-encoding.ts'
import type { Encoding } from '#app/http/accepted-encoding.ts'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

// A name of the build: letters, a hash, an ending. Nothing that climbs out of the folder.
const NAME = /^\/([\w.-]+\.(css|js|svg))$/

type Kept = Record<Encoding, Buffer>

/**
 * The texts of the build. Their names carry a hash of their bytes, so each is compressed
 * once, as small as it gets, and kept; they carry no more headers than a file needs. Other
 * files and names go on to whoever comes next.
 */
export function keptAssets(folder: string): RequestHandler {
  const kept = new Map<string, Promise<Kept>>()
  return (req, res, next) => {
    const [, name, ending = ''] = NAME.exec(req.path) ?? []
    if (name === undefined || (req.method !== 'GET' && req.method !== 'HEAD')) return next()
    const asked = kept.get(name) ?? compressed(join(folder, name))
    kept.set(name, asked)
    asked.then(
      (file) => {
        const encoding = encodingOf(req.headers['accept-encoding'])
        res.writeHead(200, {
          'Content-Type': types[ending],
          'Content-Length': file[encoding].length,
          ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
          'Cache-Control': 'public, max-age=31536000, immutable',
          'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
          'X-Content-Type-Options': 'nosniff',
          Vary: 'Accept-Encoding',
        })
        res.end(req.method === 'HEAD' ? undefined : file[encoding])
      },
      // Not there, or not readable: no reason to remember it.
      () => {
        kept.delete(name)
        next()
      },
    )
  }
}

async function compressed(path: string): Promise<Kept> {
  const identity = await readFile(path)
  const smallest = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: identity.length } }
  const [br, zipped] = await Promise.all([toBrotli(identity, smallest), toGzip(identity, { level: 9 })])
  return { br, gzip: zipped, identity }
}
