import { expect, test } from 'vitest'
import { encodingOf } from '#app/http/accepted-encoding.ts'

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['br;q=0.0, gzip;q=0', 'identity'],
  ['br;q=0.5', 'br'],
  ['', 'identity'],
  [undefined, 'identity'],
])('who says %s gets %s', (header, encoding) => {
  expect(encodingOf(header)).toBe(encoding)
})
