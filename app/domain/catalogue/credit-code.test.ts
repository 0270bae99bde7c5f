import { expect, test } from 'vitest'
import { creditCodeCheckSign, isCreditCode } from '#app/domain/catalogue/credit-code.ts'

test('the check sign of GB 32100', () => {
  // Worked by hand: 9×1 + 1×3 + 3×9 + 5×27 = 174; 174 mod 31 = 19; 31 − 19 = 12 → C.
  expect(creditCodeCheckSign('91350000000000000')).toBe('C')
  expect(isCreditCode('91350000000000000C')).toBe(true)
  expect(isCreditCode('91350000000000000D')).toBe(false)
})

test.each(['', '9135000000000000', 'I1350000000000000', '９1350000000000000'])('%s has none', (code) => {
  expect(creditCodeCheckSign(code)).toBe(null)
})
