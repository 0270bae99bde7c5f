// Floor: bare Node HTTP that answers captured responses from memory, the whole one and the 304.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

type Captured = { headers: Record<string, string>; body: string; notModifiedHeaders: Record<string, string> }

const pages = JSON.parse(readFileSync(process.env.CAPTURED ?? '', 'utf8')) as Record<string, Captured>
const ready = Object.fromEntries(Object.entries(pages).map(([path, page]) => [path, { ...page, body: Buffer.from(page.body, 'base64') }]))

createServer((req, res) => {
  const page = ready[req.url ?? '']
  if (!page) {
    res.writeHead(200).end('ok')
    return
  }
  if (req.headers['if-none-match'] === page.headers.etag) {
    res.writeHead(304, page.notModifiedHeaders).end()
    return
  }
  res.writeHead(200, page.headers).end(page.body)
}).listen(Number(process.env.PORT), '127.0.0.1')
