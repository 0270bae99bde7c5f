import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { phoneField, quantityField, textField, uuidField } from '#app/http/fields.server.ts'
import { parseFields } from '#app/http/parse-form.server.ts'
import { safePath } from '#app/http/safe-path.server.ts'

function form(entries: [string, string][]): FormData {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

const Line = z.strictObject({ skuId: uuidField, quantity: quantityField })
const skuId = '01890000-0000-7000-8000-000000000001'
const parse = (entries: [string, string][]) => parseFields(form(entries), Line)

describe('quantities', () => {
  test.each([['1', 1], ['999', 999], [' 7 ', 7], ['１２', 12], ['007', 7]])('%j is %i', (text, quantity) => {
    expect(parse([['skuId', skuId], ['quantity', text]])).toMatchObject({ ok: true, value: { skuId, quantity } })
  })
  test.each(['0', '-1', '0.5', '1000', '1000000000', '1e3', 'NaN', 'Infinity', '', ' ', '一', '0x10', '1,000', '9'.repeat(400)])('%j is refused beside its field, and kept as typed', (text) => {
    const answer = parse([['skuId', skuId], ['quantity', text]])
    if (answer.ok) throw new Error('not refused')
    expect(Object.keys(answer.errors)).toEqual(['quantity'])
    expect(answer.values.quantity).toBe(text)
  })
})

describe('forged forms', () => {
  test.each([
    ['an amount of its own', [['priceFen', '1']]],
    ['a merchant of its own', [['merchantId', skuId]]],
    ['an order number', [['number', '8025573569376093']]],
    ['a state', [['paidAt', '2027-01-01']]],
    ['a prototype', [['__proto__', '1']]],
  ] as [string, [string, string][]][])('%s is refused whole', (_, extra) => {
    expect(parse([['skuId', skuId], ['quantity', '1'], ...extra]).ok).toBe(false)
  })
  test('a field sent twice is refused', () => {
    expect(parse([['skuId', skuId], ['quantity', '1'], ['quantity', '2']]).ok).toBe(false)
  })
  test.each(['\0', 'a\0b', '\ufffd', '\u0007'])('%j is no text', (text) => {
    expect(parseFields(form([['name', text]]), z.strictObject({ name: textField('姓名', { max: 20 }) })).ok).toBe(false)
  })
  test('what is secret is never sent back', () => {
    const answer = parseFields(form([['phone', 'x'], ['password', 'secret'], ['code', '123456']]), z.strictObject({ phone: phoneField }))
    expect(answer.values).toEqual({ phone: 'x' })
  })
})

describe('phones', () => {
  test.each(['13912345678', '139 1234 5678', '+86 139-1234-5678', '008613912345678', '１３９１２３４５６７８'])('%s is a phone', (text) => {
    expect(phoneField.parse(text)).toBe('13912345678')
  })
  test.each(['', '12912345678', '1391234567', '139123456789', '13912345678x', "13912345678' or 1=1"])('%j is none', (text) => {
    expect(phoneField.safeParse(text).success).toBe(false)
  })
})

test.each([
  ['/orders?page=2', '/orders?page=2'],
  ['https://evil.example/', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/a b', '/'],
  ['', '/'],
  [null, '/'],
])('after signing in, %j leads to %s', (next, path) => {
  expect(safePath(next)).toBe(path)
})
