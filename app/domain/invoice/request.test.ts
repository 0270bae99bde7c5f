import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { creditCodeCheckSign } from '#app/domain/catalogue/credit-code.ts'
import { decideInvoice } from '#app/domain/invoice/request.ts'

const code = '91330000MA00000017'.slice(0, 17)
const taxNumber = `${code}${creditCodeCheckSign(code)}`

describe('an invoice', () => {
  test('is not asked for by itself, whatever stands in its fields', () => {
    expect(decideInvoice({ kind: 'NONE', title: 'x'.repeat(500), taxNumber: 'x' })).toEqual({ ok: true, request: null })
  })

  test('for a person needs a name and no number', () => {
    expect(decideInvoice({ kind: 'PERSONAL', title: ' 陈小麦 ', taxNumber: '1' })).toEqual({ ok: true, request: { kind: 'PERSONAL', title: '陈小麦' } })
  })

  test.each([taxNumber, taxNumber.toLowerCase(), ` ${taxNumber.slice(0, 9)} ${taxNumber.slice(9)}`, taxNumber.replace('9', '９')])('for a firm takes its number as %j', (typed) => {
    expect(decideInvoice({ kind: 'COMPANY', title: '示例食品有限公司', taxNumber: typed })).toEqual({ ok: true, request: { kind: 'COMPANY', title: '示例食品有限公司', taxNumber } })
  })

  test.each([
    ['no title', { kind: 'PERSONAL', title: '  ', taxNumber: '' }, { title: '请填写发票抬头' }],
    ['a title too long', { kind: 'PERSONAL', title: '枣'.repeat(101), taxNumber: '' }, { title: '发票抬头最多 100 个字' }],
    ['a title with signs that are none', { kind: 'PERSONAL', title: 'a\u0007', taxNumber: '' }, { title: '发票抬头含有不能识别的字符' }],
    ['a firm without title and number', { kind: 'COMPANY', title: '', taxNumber: ' ' }, { title: '请填写发票抬头', taxNumber: '单位发票要填税号' }],
    ['seventeen signs', { kind: 'COMPANY', title: '示例', taxNumber: code }, { taxNumber: '税号不对，请核对：18 位，数字和大写字母，末位是校验码' }],
  ] as const)('%s is refused beside its field', (_, fields, errors) => {
    expect(decideInvoice(fields)).toEqual({ ok: false, errors })
  })

  property.prop([fc.integer({ min: 0, max: 17 }), fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY')])('one wrong sign in the number of a firm is noticed', (place, sign) => {
    const typed = `${taxNumber.slice(0, place)}${sign}${taxNumber.slice(place + 1)}`
    expect(decideInvoice({ kind: 'COMPANY', title: '示例', taxNumber: typed }).ok).toBe(sign === taxNumber[place])
  })
})
