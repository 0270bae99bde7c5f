import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createStripeProvider } from '#app/infra/stripe-provider.server.ts'
import type { FaultKind, Operation } from '#app/infra/stripe-sandbox/faults.server.ts'
import { startSandbox } from '#app/infra/stripe-sandbox/server.server.ts'
import type { Sandbox } from '#app/infra/stripe-sandbox/server.server.ts'

const KEY = 'sk_test_sandbox'
const SECRET = 'whsec_sandbox_test'

let sandbox: Sandbox
let shop: Server
let stripe: Stripe
/** Events that reached the shop, in order; `answer` is what it says to each. */
const received: { type: string; id: string }[] = []
let answer = 200

beforeAll(async () => {
  const verifier = new Stripe(KEY)
  shop = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const event = verifier.webhooks.constructEvent(Buffer.concat(chunks), String(req.headers['stripe-signature']), SECRET)
      if (answer === 200) received.push({ type: event.type, id: event.id })
      res.writeHead(answer).end()
    })
  })
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
  const webhookUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/webhooks/stripe`
  sandbox = await startSandbox({ port: 0, secretKey: KEY, webhookUrl, webhookSecret: SECRET })
  const { hostname, port } = new URL(sandbox.url)
  stripe = new Stripe(KEY, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })
})

afterAll(async () => {
  await sandbox.close()
  await new Promise((resolve) => shop.close(resolve))
})

const soon = (minutes = 45) => Math.floor(Date.now() / 1000) + minutes * 60
const wish = (overrides: object = {}): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  allowed_payment_method_types: ['alipay'],
  line_items: [{ quantity: 2, price_data: { currency: 'cny', unit_amount: 3_980, product_data: { name: '灰枣' } } }],
  success_url: 'http://localhost:3000/pay/1?session_id={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://localhost:3000/pay/1',
  expires_at: soon(),
  ...overrides,
})
const refused = (call: Promise<unknown>) => call.then(() => { throw new Error('not refused') }, (error: Stripe.errors.StripeError) => error)

/** A raw call, with headers the SDK would never send. */
const raw = (path: string, headers: Record<string, string>, body?: string) =>
  fetch(`${sandbox.url}${path}`, { method: body === undefined ? 'GET' : 'POST', headers: { Authorization: `Bearer ${KEY}`, 'Stripe-Version': Stripe.API_VERSION, 'Content-Type': 'application/x-www-form-urlencoded', ...headers }, ...(body === undefined ? {} : { body }) })

describe('strictness', () => {
  test.each([
    ['a wrong key', { Authorization: 'Bearer sk_test_other' }, 401],
    ['another version', { 'Stripe-Version': '2020-08-27' }, 400],
    ['JSON', { 'Content-Type': 'application/json' }, 400],
  ])('%s is refused', async (_, headers, status) => {
    expect((await raw('/v1/checkout/sessions', headers, 'mode=payment')).status).toBe(status)
  })

  test.each([
    ['an unknown parameter', { payment_method_types: ['card'] }, 'parameter_unknown', 'payment_method_types'],
    ['a nested unknown parameter', { line_items: [{ quantity: 1, price_data: { currency: 'cny', unit_amount: 1, product_data: { name: 'x', colour: 'red' } } }] }, 'parameter_unknown', 'line_items[0][price_data][product_data][colour]'],
    ['no success address', { success_url: undefined }, 'parameter_missing', 'success_url'],
    ['another currency', { line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 1, product_data: { name: 'x' } } }] }, 'parameter_invalid', 'line_items[0][price_data][currency]'],
    ['WeChat Pay without its client', { allowed_payment_method_types: ['wechat_pay'] }, 'parameter_missing', 'payment_method_options[wechat_pay][client]'],
    ['a life under 30 minutes', { expires_at: soon(29) }, undefined, 'expires_at'],
    ['a life over a day', { expires_at: soon(24 * 60 + 1) }, undefined, 'expires_at'],
  ])('%s is refused and nothing is made', async (_, overrides, code, param) => {
    const before = sandbox.book.sessions.size
    const error = await refused(stripe.checkout.sessions.create(wish(overrides) as Stripe.Checkout.SessionCreateParams))
    expect({ status: error.statusCode, code: error.code, param: error.param }).toEqual({ status: 400, code, param })
    expect(sandbox.book.sessions.size).toBe(before)
  })

  test('what does not exist is not found', async () => {
    expect((await refused(stripe.checkout.sessions.retrieve('cs_test_none'))).statusCode).toBe(404)
    expect((await refused(stripe.refunds.retrieve('re_none'))).statusCode).toBe(404)
    expect((await raw('/v1/customers', {})).status).toBe(404)
  })
})

describe('idempotency keys', () => {
  test('the same request gives the stored answer, also when the object has moved on', async () => {
    const params = wish()
    const first = await stripe.checkout.sessions.create(params, { idempotencyKey: 'same' })
    sandbox.pay(first.id)
    const again = await stripe.checkout.sessions.create(params, { idempotencyKey: 'same' })
    expect({ id: again.id, status: again.status, replayed: again.lastResponse.headers['idempotent-replayed'] }).toEqual({ id: first.id, status: 'open', replayed: 'true' })
  })

  test('another request under the key is an error', async () => {
    await stripe.checkout.sessions.create(wish(), { idempotencyKey: 'other' })
    const error = await refused(stripe.checkout.sessions.create(wish({ client_reference_id: 'x' }), { idempotencyKey: 'other' }))
    expect(error.type).toBe('StripeIdempotencyError')
  })

  test('a refused request leaves the key free', async () => {
    await refused(stripe.checkout.sessions.create(wish({ expires_at: soon(1) }), { idempotencyKey: 'mended' }))
    expect((await stripe.checkout.sessions.create(wish(), { idempotencyKey: 'mended' })).status).toBe('open')
  })
})

describe('sessions', () => {
  test('only an open one can be ended', async () => {
    const open = await stripe.checkout.sessions.create(wish())
    expect((await stripe.checkout.sessions.expire(open.id)).status).toBe('expired')
    expect((await refused(stripe.checkout.sessions.expire(open.id))).statusCode).toBe(400)
    const paid = await stripe.checkout.sessions.create(wish())
    sandbox.pay(paid.id)
    expect((await refused(stripe.checkout.sessions.expire(paid.id))).statusCode).toBe(400)
    expect((await stripe.checkout.sessions.retrieve(paid.id)).payment_status).toBe('paid')
  })

  test('the adapter reads the same states, and ending a paid one says that it is paid', async () => {
    const provider = createStripeProvider({ secretKey: KEY, webhookSecrets: [SECRET], apiBase: sandbox.url })
    const made = await provider.createSession({
      idempotencyKey: 'adapter', number: '8000000000000001', method: 'WECHAT_PAY', items: [{ name: '灰枣', amountFen: 7_960 }], metadata: { attempt_id: 'a' },
      successUrl: 'http://localhost/ok', cancelUrl: 'http://localhost/no', expiresAt: new Date(soon() * 1000),
    })
    if (!made.ok) throw new Error(made.message)
    expect(made.value).toMatchObject({ status: 'open', paid: false, amountFen: 7_960, currency: 'cny', metadata: { attempt_id: 'a' } })
    sandbox.pay(made.value.id)
    const ended = await provider.expireSession(made.value.id)
    expect(ended).toMatchObject({ ok: true, value: { status: 'complete', paid: true, amountFen: 7_960, method: 'WECHAT_PAY' } })
    expect(await provider.retrieveSession('cs_test_none')).toMatchObject({ ok: false, kind: 'not_found' })
    const away = createStripeProvider({ secretKey: KEY, webhookSecrets: [SECRET], apiBase: 'http://127.0.0.1:1' })
    expect(await away.retrieveSession(made.value.id)).toMatchObject({ ok: false, kind: 'unknown_outcome' })
    const wrongKey = createStripeProvider({ secretKey: 'sk_test_wrong', webhookSecrets: [], apiBase: sandbox.url })
    expect(await wrongKey.retrieveSession(made.value.id)).toMatchObject({ ok: false, kind: 'unavailable' })
  })
})

describe('refunds', () => {
  test('several parts, never more than was paid', async () => {
    const session = await stripe.checkout.sessions.create(wish())
    sandbox.pay(session.id)
    const { payment_intent } = await stripe.checkout.sessions.retrieve(session.id)
    const intent = String(payment_intent)
    expect((await stripe.refunds.create({ payment_intent: intent, amount: 3_000 })).status).toBe('succeeded')
    expect((await refused(stripe.refunds.create({ payment_intent: intent, amount: 4_961 }))).statusCode).toBe(400)
    expect((await stripe.refunds.create({ payment_intent: intent })).amount).toBe(4_960)
    expect((await refused(stripe.refunds.create({ payment_intent: intent }))).code).toBe('charge_already_refunded')
    const list = await stripe.refunds.list({ payment_intent: intent })
    expect(list.data.map(({ amount }) => amount)).toEqual([4_960, 3_000])
  })
})

describe('webhooks', () => {
  async function paid(how: 'normal' | 'duplicate' | 'late' | 'never' | 'out_of_order') {
    const session = await stripe.checkout.sessions.create(wish())
    await sandbox.webhooks.idle()
    sandbox.webhooks.switches.set(session.id, how)
    received.length = 0
    sandbox.pay(session.id)
    await sandbox.webhooks.idle()
    return received.map(({ type }) => type)
  }
  const inOrder = ['payment_intent.succeeded', 'checkout.session.completed']

  test('arrive signed, in order', async () => expect(await paid('normal')).toEqual(inOrder))
  test('twice', async () => expect(await paid('duplicate')).toEqual([inOrder[0], inOrder[0], inOrder[1], inOrder[1]]))
  test('never', async () => expect(await paid('never')).toEqual([]))
  test('out of order', async () => expect(await paid('out_of_order')).toEqual([...inOrder].reverse()))
  test('late', async () => {
    expect(await paid('late')).toEqual([])
    await sandbox.webhooks.deliver()
    expect(received.map(({ type }) => type)).toEqual(inOrder)
  })
  test('again until the shop answers well', async () => {
    answer = 500
    const session = await stripe.checkout.sessions.create(wish())
    received.length = 0
    sandbox.pay(session.id, 'failure')
    await sandbox.webhooks.idle()
    expect(received).toEqual([])
    answer = 200
    await expect.poll(() => received.map(({ type }) => type), { timeout: 5_000 }).toEqual(['payment_intent.payment_failed'])
  })
  test('the list of events has them all, newest first, in pages', async () => {
    const page = await stripe.events.list({ limit: 2 })
    expect(page.has_more).toBe(true)
    const all = await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 })
    expect(all.map(({ id }) => id)).toEqual(sandbox.book.events.map(({ id }) => id).reverse())
    expect((await stripe.events.list({ type: 'refund.created' })).data.every(({ type }) => type === 'refund.created')).toBe(true)
  })
})

describe('faults on order', () => {
  const control = (method: string, path: string, body?: object, key = KEY) =>
    fetch(`${sandbox.url}/_sandbox/${path}`, { method, headers: { Authorization: `Bearer ${key}` }, ...(body ? { body: JSON.stringify(body) } : {}) })

  test('none unless ordered; ordered over HTTP with the key, met as often as ordered', async () => {
    expect(await (await control('GET', 'faults')).json()).toEqual({ waiting: [] })
    expect((await control('POST', 'faults', { operation: 'create_session', kind: 'rate_limit' }, 'sk_test_other')).status).toBe(404)
    expect((await control('POST', 'faults', { operation: 'create_session', kind: 'sabotage' })).status).toBe(400)
    expect((await control('POST', 'faults', { operation: 'create_session', kind: 'rate_limit', count: 2 })).status).toBe(200)
    const limited = await raw('/v1/checkout/sessions', {}, 'mode=payment')
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1'])
    expect((await refused(stripe.checkout.sessions.create(wish()))).type).toBe('StripeRateLimitError')
    expect((await stripe.checkout.sessions.create(wish())).status).toBe('open')
    await control('POST', 'faults', { operation: 'list_events', kind: 'timeout', count: 9 })
    expect(await (await control('DELETE', 'faults')).json()).toEqual({ waiting: [] })
    expect((await stripe.events.list({ limit: 1 })).data).toHaveLength(1)
  })

  test('a stored 500 is given again under its key, also after a restart; another key is free', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
    const options = { port: 0, secretKey: KEY, webhookUrl: null, webhookSecret: SECRET, bookFile: join(folder, 'book.jsonl') }
    const params = new URLSearchParams({ mode: 'payment', 'allowed_payment_method_types[0]': 'card', success_url: 'http://localhost/ok', 'line_items[0][quantity]': '1', 'line_items[0][price_data][currency]': 'cny', 'line_items[0][price_data][unit_amount]': '100', 'line_items[0][price_data][product_data][name]': 'x' })
    const ask = async (url: string, key: string) => {
      const answer = await fetch(`${url}/v1/checkout/sessions`, { method: 'POST', headers: { Authorization: `Bearer ${KEY}`, 'Stripe-Version': Stripe.API_VERSION, 'Idempotency-Key': key }, body: params })
      return [answer.status, answer.headers.get('idempotent-replayed')]
    }
    const first = await startSandbox(options)
    first.faults.order({ operation: 'create_session', kind: 'stored_500' })
    expect([await ask(first.url, 'one'), await ask(first.url, 'one'), await ask(first.url, 'two')]).toEqual([[500, null], [500, 'true'], [200, null]])
    await first.close()
    const second = await startSandbox(options)
    expect([await ask(second.url, 'one'), await ask(second.url, 'two')]).toEqual([[500, 'true'], [200, 'true']])
    expect(second.book.sessions.size).toBe(1)
    await second.close()
    rmSync(folder, { recursive: true })
  })

  test('a bank may keep a refund waiting, then refuse it; a dispute stops refunds; all told by events', async () => {
    const session = await stripe.checkout.sessions.create(wish())
    sandbox.pay(session.id)
    const intent = String((await stripe.checkout.sessions.retrieve(session.id)).payment_intent)
    sandbox.faults.order({ operation: 'create_refund', kind: 'pending' })
    const refund = await stripe.refunds.create({ payment_intent: intent, amount: 100 })
    expect(refund).toMatchObject({ status: 'pending', pending_reason: 'processing' })
    expect((await control('POST', 'refunds', { id: refund.id, outcome: 'failed' })).status).toBe(200)
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'failed', failure_reason: 'expired_or_canceled_card' })
    const opened = await control('POST', 'disputes', { payment_intent: intent })
    const { id } = (await opened.json()) as { id: string }
    expect(await stripe.disputes.retrieve(id)).toMatchObject({ status: 'needs_response', amount: 7_960, payment_intent: intent })
    expect((await refused(stripe.refunds.create({ payment_intent: intent, amount: 100 }))).code).toBe('charge_disputed')
    await control('POST', 'disputes/close', { id, outcome: 'won' })
    expect((await stripe.refunds.create({ payment_intent: intent, amount: 100 })).status).toBe('succeeded')
    const told = (await stripe.events.list({ limit: 100, types: ['refund.failed', 'charge.dispute.created', 'charge.dispute.closed'] })).data.map(({ type }) => type)
    expect(told).toEqual(['charge.dispute.closed', 'charge.dispute.created', 'refund.failed'])
  })

  test.each<[FaultKind, Operation]>([['reset_before', 'create_session'], ['reset_after', 'create_session'], ['timeout', 'create_session'], ['conflict', 'create_session'], ['bad_gateway', 'create_session']])(
    'one %s is mended by the SDK’s second try under the same key: one session',
    async (kind, operation) => {
      const provider = createStripeProvider({ secretKey: KEY, webhookSecrets: [SECRET], apiBase: sandbox.url, timeoutMs: 300 })
      const before = sandbox.book.sessions.size
      sandbox.faults.order({ operation, kind })
      const made = await provider.createSession({
        idempotencyKey: `mended:${kind}`, number: '8000000000000002', method: 'CARD', items: [{ name: '灰枣', amountFen: 100 }], metadata: {},
        successUrl: 'http://localhost/ok', cancelUrl: 'http://localhost/no', expiresAt: new Date(soon() * 1000),
      })
      expect(made).toMatchObject({ ok: true, value: { status: 'open' } })
      expect(sandbox.book.sessions.size).toBe(before + 1)
    },
  )
})

describe('the pay page', () => {
  test('asks, fails, and leads back; script-free, and what it shows is escaped', async () => {
    const session = await stripe.checkout.sessions.create(wish({ line_items: [{ quantity: 1, price_data: { currency: 'cny', unit_amount: 100, product_data: { name: '<b>"枣"' } } }] }))
    const page = await fetch(session.url!)
    const html = await page.text()
    expect(html).toContain('&lt;b&gt;&quot;枣&quot;')
    expect(html).not.toMatch(/<script|<b>/)
    for (const name of ['支付成功', '支付失败', '取消支付', '不会真实扣款']) expect(html).toContain(name)
    const press = (outcome: string) => fetch(session.url!, { method: 'POST', redirect: 'manual', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `outcome=${outcome}` })
    expect((await press('cancel')).headers.get('location')).toBe('http://localhost:3000/pay/1')
    expect((await press('failure')).headers.get('location')).toBe(`/pay/${session.id}?failed=1`)
    expect((await press('success')).headers.get('location')).toBe(`http://localhost:3000/pay/1?session_id=${session.id}`)
    expect((await press('success')).status).toBe(410)
    expect((await fetch(`${sandbox.url}/pay/cs_test_0`)).status).toBe(404)
  })
})

test('never in production', async () => {
  process.env.APP_MODE = 'production'
  await expect(startSandbox({ port: 0, secretKey: KEY, webhookUrl: null, webhookSecret: SECRET })).rejects.toThrow('not for production')
  process.env.APP_MODE = 'test'
})
