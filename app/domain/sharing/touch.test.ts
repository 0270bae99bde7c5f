import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { addTouch, channelOf, parseTouches, readTouch, withMark, withoutMark } from '#app/domain/sharing/touch.ts'
import type { Touch } from '#app/domain/sharing/touch.ts'

const at = (text: string) => new Date(`${text}+08:00`)
const noon = at('2027-01-17T20:10:00')
const touch = (channel: Touch['channel'], time = noon, reference: string | null = null): Touch => ({ channel, reference, at: time })

test.each([
  ['ch=wechat_group&ref=leader07', touch('wechat_group', noon, 'leader07')],
  ['ch=poster', touch('poster')],
  ['ch=poster&ref=<b>', touch('poster')],
  [`ch=poster&ref=${'a'.repeat(33)}`, touch('poster')],
  ['ch=toString', null],
  ['ch=', null],
  ['ref=leader07', null],
  ['sku=T002', null],
])('the address …?%s', (query, expected) => {
  expect(readTouch(new URLSearchParams(query), noon)).toEqual(expected)
})

test.each([
  ['/products/t002?ch=poster&ref=a&sku=T002', '/products/t002?sku=T002'],
  ['/?ch=poster', '/'],
  ['/search?q=%E7%BA%A2%E6%9E%A3&cp=2027', '/search?q=%E7%BA%A2%E6%9E%A3'],
  ['/cart', '/cart'],
])('%s without its mark is %s', (address, plain) => {
  expect(withoutMark(address)).toBe(plain)
})

test('the first touch stays, the last one changes', () => {
  const [one, two, three] = [touch('poster', at('2027-01-01T10:00:00')), touch('douyin', at('2027-01-05T10:00:00')), touch('phone')]
  expect(addTouch(null, one)).toEqual({ first: one, last: one })
  expect(addTouch(addTouch(addTouch(null, one), two), three)).toEqual({ first: one, last: three })
})

test.each([
  ['a minute', 60_000, 'wechat_group'],
  ['a moment less than seven days', 7 * 86_400_000 - 1, 'wechat_group'],
  ['seven days', 7 * 86_400_000, 'web'],
])('an order %s after the click', (_, later, channel) => {
  const touches = addTouch(null, touch('wechat_group'))
  expect(channelOf(touches, new Date(noon.getTime() + later))).toBe(channel)
  expect(channelOf(null, noon)).toBe('web')
})

property.prop([fc.constantFrom<Touch['channel']>('poster', 'wechat_group', 'link'), fc.option(fc.stringMatching(/^[\w-]{1,32}$/)), fc.date({ min: at('2026-01-01T00:00:00'), max: at('2030-01-01T00:00:00'), noInvalidDate: true })])(
  'what a link carries is what the click reads, and the cookie gives back what it was given',
  (channel, reference, time) => {
    const link = withMark('https://shop.example/products/t002?sku=T002', { channel, reference })
    const read = readTouch(new URL(link).searchParams, time)
    expect(read).toEqual({ channel, reference, at: time })
    const touches = addTouch(null, read!)
    expect(parseTouches(JSON.parse(JSON.stringify(touches)))).toEqual(touches)
  },
)

property.prop([fc.jsonValue()])('a cookie that somebody made up is no touch, and no error', (value) => {
  expect(parseTouches(value)).toBe(null)
})

test('a made-up time or channel is no touch', () => {
  const good = { channel: 'poster', reference: null, at: noon.toISOString() }
  expect(parseTouches({ first: good, last: good })).toEqual({ first: touch('poster'), last: touch('poster') })
  for (const bad of [{ ...good, at: 'yesterday' }, { ...good, channel: 'constructor' }, { ...good, reference: '"><script>' }]) expect(parseTouches({ first: good, last: bad })).toBe(null)
})
