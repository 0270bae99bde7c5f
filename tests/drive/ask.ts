import { Agent, request } from 'node:http'

export type Answer = { status: number; location: string | undefined; cookies: string[]; body: string }

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

type Options = {
  /** A connection of its own, so that nobody meets one whose other end is gone. */
  fresh?: boolean
  timeoutMs?: number
}

/** One request as a browser sends it; a form makes it a POST. No redirect is followed. */
export function ask(url: string, cookie: string, form?: Record<string, string>, { fresh = false, timeoutMs = 60_000 }: Options = {}): Promise<Answer> {
  const body = form && new URLSearchParams(form).toString()
  return new Promise((resolve, reject) => {
    const req = request(
      url,
      {
        agent: fresh ? false : agent,
        method: form ? 'POST' : 'GET',
        timeout: timeoutMs,
        headers: {
          ...(cookie ? { cookie } : {}),
          'sec-fetch-site': 'same-origin',
          ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) }),
        },
      },
      (res) => {
        const chunks: Buffer[] = []
        res.on('data', (chunk: Buffer) => chunks.push(chunk))
        res.on('error', reject)
        res.on('end', () => resolve({ status: res.statusCode ?? 0, location: res.headers.location, cookies: res.headers['set-cookie'] ?? [], body: Buffer.concat(chunks).toString() }))
      },
    )
    req.on('timeout', () => req.destroy(new Error(`No answer within ${timeoutMs} ms`)))
    req.on('error', reject)
    req.end(body)
  })
}

export function must(answer: Answer, status: number, step: string): Answer {
  if (answer.status !== status) throw new Error(`${step}: ${answer.status} ${answer.body.slice(0, 200)}`)
  return answer
}

/** Hidden fields of a page's forms. */
export const hiddenOf = (html: string): Record<string, string> =>
  Object.fromEntries([...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!.replaceAll('&amp;', '&')]))

/** What a browser sends back of what it was given. */
export const cookieOf = ({ cookies }: Answer): string => cookies.map((line) => line.split(';')[0]).join('; ')
