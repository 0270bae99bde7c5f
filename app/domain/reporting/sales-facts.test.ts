import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FactOrder } from '#app/domain/reporting/sales-facts.ts'
import { refundFacts, repriceFacts, reversedFacts, saleFacts } from '#app/domain/reporting/sales-facts.ts'
import { splitByWeight, sumFen } from '#app/domain/money.ts'

const part = (position: number, netGrams: number, paidFen: number, regimentId = 'r14') => ({
  position,
  name: `部分 ${position}`,
  categoryId: 'dates',
  regimentId,
  producerMerchantId: 'maker',
  netGrams,
  paidFen,
})

const order: FactOrder = {
  checkoutId: 'c',
  merchantOrderId: 'o',
  merchantId: 'm',
  freightFen: 600,
  provinceCode: '330000',
  cityCode: '331000',
  districtCode: '331002',
  channel: 'web',
  buyerKey: 'b',
  lines: [
    { lineId: 'plain', skuId: 's1', skuCode: 'T001', isLocal: true, quantity: 2, parts: [part(0, 1_000, 7_960)], repriced: [] },
    {
      lineId: 'bundle',
      skuId: 's2',
      skuCode: 'T022',
      isLocal: true,
      quantity: 3,
      parts: [part(1, 1_500, 16_799), part(2, 2_500, 16_799, 'r06'), part(3, 500, 16_805, 'r12')],
      repriced: [],
    },
  ],
}

// 31 January 2027, one millisecond before midnight in Shanghai.
const at = new Date('2027-01-31T15:59:59.999Z')
const cause = { causeId: 'p', at, openPeriodFor: (period: string) => period }

describe('facts of a sale', () => {
  test('one row per part, one for freight, dated in Shanghai', () => {
    const rows = saleFacts(order, cause)
    expect(rows.map(({ eventKey, quantity, grams, goodsFen, freightFen, regimentId }) => [eventKey, quantity, grams, goodsFen, freightFen, regimentId])).toEqual([
      ['sale:plain:0', 2, 2_000, 7_960, 0, 'r14'],
      ['sale:bundle:1', 3, 4_500, 16_799, 0, 'r14'],
      ['sale:bundle:2', 3, 7_500, 16_799, 0, 'r06'],
      ['sale:bundle:3', 3, 1_500, 16_805, 0, 'r12'],
      ['sale:o:freight', 0, 0, 0, 600, null],
    ])
    expect(new Set(rows.map((row) => `${row.businessDate} ${row.postedPeriod}`))).toEqual(new Set(['2027-01-31 2027-01']))
  })

  test('free freight makes no row', () => {
    expect(saleFacts({ ...order, freightFen: 0 }, cause).filter((row) => row.part === 'FREIGHT')).toEqual([])
  })
})

describe('facts of a refund', () => {
  test('everything returned mirrors the sale', () => {
    const all = order.lines.map((line) => ({
      lineId: line.lineId,
      quantity: line.quantity,
      amountFen: sumFen(line.parts.map((p) => p.paidFen)),
    }))
    const rows = [...saleFacts(order, cause), ...refundFacts(order, { refundId: 'r', lines: all, freightFen: 600 }, cause)]
    expect(rows.reduce((sum, row) => sum + row.goodsFen + row.freightFen, 0)).toBe(0)
    expect(rows.reduce((sum, row) => sum + row.grams, 0)).toBe(0)
  })

  test('a refund of an approved month is dated in it and posted to the open one', () => {
    const [row] = refundFacts(order, { refundId: 'r', lines: [{ lineId: 'plain', quantity: 1, amountFen: 3_980 }], freightFen: 0 }, { ...cause, openPeriodFor: () => '2027-02' })
    expect(row).toMatchObject({ businessDate: '2027-01-31', postedPeriod: '2027-02', goodsFen: -3_980, grams: -1_000, quantity: -1 })
  })

  test('parts of any refund add up to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_403 }), (amountFen) => {
        const rows = refundFacts(order, { refundId: 'r', lines: [{ lineId: 'bundle', quantity: 1, amountFen }], freightFen: 0 }, cause)
        expect(-rows.reduce((sum, row) => sum + row.goodsFen, 0)).toBe(amountFen)
        expect(rows.map((row) => -row.goodsFen)).toEqual(splitByWeight(amountFen, [16_799, 16_799, 16_805]))
      }),
    )
  })

  test('a line of another order is a bug', () => {
    expect(() => refundFacts(order, { refundId: 'r', lines: [{ lineId: 'x', quantity: 1, amountFen: 1 }], freightFen: 0 }, cause)).toThrow()
  })
})

describe('facts of what a refund repriced', () => {
  const repriced = [{ refundId: 'r1', amountFen: 100 }, { refundId: 'r2', amountFen: -7 }]
  const kept: FactOrder = { ...order, lines: order.lines.map((line) => (line.lineId === 'bundle' ? { ...line, repriced } : line)) }

  test('move money and no units, by the shares of the parts, freight by itself', () => {
    const rows = repriceFacts(kept, { refundId: 'r1', freightFen: 600 }, cause)
    expect(rows.map(({ type, eventKey, quantity, grams, goodsFen, freightFen }) => [type, eventKey, quantity, grams, goodsFen, freightFen])).toEqual([
      ['REPRICE', 'reprice:r1:bundle:1', 0, 0, 33, 0],
      ['REPRICE', 'reprice:r1:bundle:2', 0, 0, 33, 0],
      ['REPRICE', 'reprice:r1:bundle:3', 0, 0, 34, 0],
      ['REPRICE', 'reprice:r1:o:freight', 0, 0, 0, 600],
    ])
    expect(repriceFacts(kept, { refundId: 'other', freightFen: 0 }, cause)).toEqual([])
    expect(reversedFacts(rows).map(({ eventKey, goodsFen }) => [eventKey, goodsFen])[2]).toEqual(['reprice-reversed:r1:bundle:3', -34])
  })

  test('whatever was repriced, each part of a line that goes back ends at nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10_000, max: 10_000 }), { maxLength: 4 }), (amounts) => {
        const bundle = order.lines[1]!
        const history = amounts.map((amountFen, i) => ({ refundId: `r${i}`, amountFen }))
        const told: FactOrder = { ...order, lines: [{ ...bundle, repriced: history }] }
        const amountFen = sumFen([50_403, ...amounts])
        const rows = [
          ...saleFacts({ ...told, freightFen: 0 }, cause),
          ...history.flatMap(({ refundId }) => repriceFacts(told, { refundId, freightFen: 0 }, cause)),
          ...refundFacts(told, { refundId: 'last', lines: [{ lineId: 'bundle', quantity: 3, amountFen }], freightFen: 0 }, cause),
        ]
        for (const { position } of bundle.parts) expect(sumFen(rows.filter(({ eventKey }) => eventKey.endsWith(`:${position}`)).map(({ goodsFen }) => goodsFen))).toBe(0)
      }),
    )
  })
})
