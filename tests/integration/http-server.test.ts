import { request as httpRequest } from 'node:http'
import { describe, expect, test } from 'vitest'
import { useWeb } from '#tests/setup/web.ts'
import { testSettings } from '#tests/setup/settings.ts'

const web = useWeb()
const own = testSettings.APP_ORIGIN

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

/** A raw request: fetch would set the very headers that are tested. */
function send(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const target = new URL(web.url())
    const req = httpRequest(
      {
        host: target.hostname,
        port: target.port,
        path,
        method: options.method ?? 'GET',
        headers: {
          ...(options.body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(options.body)) }),
          ...options.headers,
        },
      },
      (res) => {
        const chunks: Buffer[] = []
        res.on('data', (chunk: Buffer) => chunks.push(chunk))
        res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks).toString() }))
      },
    )
    req.on('error', reject)
    req.end(options.body)
  })
}

const post = (path: string, headers: Record<string, string>, method = 'POST') => send(path, { method, headers, body: 'a=1' })

describe('writes from elsewhere', () => {
  const foreign = 'https://evil.example'
  const cases: [string, Record<string, string>, number][] = [
    ['no Origin and no Sec-Fetch-Site', {}, 403],
    ['a foreign Origin', { origin: foreign }, 403],
    ['Origin null', { origin: 'null' }, 403],
    ['a foreign Origin and a forged X-Forwarded-Host', { origin: foreign, 'x-forwarded-host': 'evil.example' }, 403],
    ['our Origin but a cross-site fetch', { origin: own, 'sec-fetch-site': 'cross-site' }, 403],
    ['a sister site', { origin: own, 'sec-fetch-site': 'same-site' }, 403],
    ['typed into the bar, no Origin', { 'sec-fetch-site': 'none' }, 403],
  ]
  for (const path of ['/page', '/page.data', '/resource', '/resource.data', '/page?index'])
    test.each(cases)(`${path}: %s`, async (_, headers, status) => {
      const before = web.actions()
      expect((await post(path, headers)).status).toBe(status)
      expect(web.actions()).toBe(before)
    })

  test.each(['PUT', 'PATCH', 'DELETE'])('%s is a write, too', async (method) => {
    const before = web.actions()
    expect((await post('/page', { origin: foreign }, method)).status).toBe(403)
    expect(web.actions()).toBe(before)
  })

  test('the old data protocol is refused outright, from whomever', async () => {
    const before = web.actions()
    expect((await post('/page?_data=routes%2Fpage', { origin: own, 'sec-fetch-site': 'same-origin' })).status).toBe(400)
    expect((await send('/page?_data=routes%2Fpage')).status).toBe(400)
    expect(web.actions()).toBe(before)
  })

  test.each([
    ['Sec-Fetch-Site same-origin', { 'sec-fetch-site': 'same-origin', origin: own }],
    ['our Origin alone (an older browser)', { origin: own }],
  ])('our own form passes: %s', async (_, headers) => {
    const before = web.actions()
    expect((await post('/resource', headers)).status).toBe(200)
    expect(web.actions()).toBe(before + 1)
  })
})

describe('bodies and addresses', () => {
  const ownForm = { origin: own, 'sec-fetch-site': 'same-origin' }

  test('a body over 64 kB is refused before the action', async () => {
    const before = web.actions()
    const answer = await send('/resource', { method: 'POST', headers: ownForm, body: `a=${'x'.repeat(64 * 1024)}` })
    expect(answer.status).toBe(413)
    expect(web.actions()).toBe(before)
  })

  test('a body of just 64 kB passes', async () => {
    const answer = await send('/resource', { method: 'POST', headers: ownForm, body: `a=${'x'.repeat(64 * 1024 - 2)}` })
    expect(answer.status).toBe(200)
  })

  test.each(['/page%00', '/page?q=%00', '/%ff%fe', '/%'])('%s is no address', async (path) => {
    expect((await send(path)).status).toBe(400)
  })

  test('headers of 20 kB are refused', async () => {
    expect((await send('/page', { headers: { 'x-long': 'x'.repeat(20_000) } })).status).toBe(431)
  })
})

describe('what every answer carries', () => {
  test('ids, security headers, a policy without inline script, and no framework name', async () => {
    const { headers } = await send('/page')
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin')
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(headers['cache-control']).toBe('private, no-store')
    const csp = String(headers['content-security-policy'])
    expect(csp).toContain("object-src 'none'")
    expect(csp).toContain("frame-ancestors 'none'")
    expect(csp).toContain("style-src 'self';")
    expect(csp).not.toContain('unsafe')
    expect(csp).toMatch(/form-action 'self' https:\/\/checkout\.stripe\.com/)
  })

  test('nonces and ids are new each time', async () => {
    const [first, second] = await Promise.all([send('/page'), send('/page')])
    expect(first.headers['content-security-policy']).not.toBe(second.headers['content-security-policy'])
    expect(first.headers['x-request-id']).not.toBe(second.headers['x-request-id'])
  })

  test('a bug says nothing of itself', async () => {
    const answer = await send('/bug')
    expect(answer.status).toBe(500)
    expect(answer.body).not.toContain('secret detail')
  })
})

test('healthz is up; readyz knows the database and a shop that is closing', async () => {
  expect(await send('/healthz')).toMatchObject({ status: 200, body: 'ok' })
  expect(await send('/readyz')).toMatchObject({ status: 200, body: 'ready' })
  web.drain(true)
  expect(await send('/readyz')).toMatchObject({ status: 503, body: 'draining' })
  web.drain(false)
})

test('a webhook needs no origin, but its signature', async () => {
  expect((await send('/webhooks/stripe', { method: 'POST', body: '{}', headers: { origin: 'https://evil.example' } })).status).toBe(400)
})
