import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import type { Return, Standing } from '#app/domain/promotion/reprice.ts'
import { returnGoods, standingAsSold } from '#app/domain/promotion/reprice.ts'
import type { CartLine, FunderAmount, Promotion } from '#app/domain/promotion/types.ts'
import type { ArbitraryPurchase } from '#tests/factories/arbitrary-purchases.ts'
import { arbitraryPurchase } from '#tests/factories/arbitrary-purchases.ts'
import { NOON, cartLine, every200minus30, inLane, purchase } from '#tests/factories/promotions.ts'
import { PROPERTY_TIMEOUT_MS, holds } from '#tests/setup/properties.ts'

const T002 = cartLine('T002', 8_800, { merchantId: 'm1' })
const T004 = cartLine('T004', 12_800, { merchantId: 'm1' })
const T008 = cartLine('T008', 8_900, { merchantId: 'm2' })
const T013 = cartLine('T013', 7_990, { merchantId: 'm3' })

function sell(lines: readonly CartLine[], promotions: readonly Promotion[], overrides: Parameters<typeof purchase>[2] = {}) {
  const input = purchase(lines, promotions, overrides)
  const quote = priceCart(input)
  return { lines: input.lines, promotions, quote, standing: standingAsSold(quote), freight: input.freight }
}
const sum = <T>(rows: readonly T[], amount: (row: T) => number): number => rows.reduce((total, row) => total + amount(row), 0)
const fundersFen = (funders: readonly FunderAmount[]) => sum(funders, ({ amountFen }) => amountFen)
const back = (sold: ReturnType<typeof sell>, units: Record<string, number>, standing = sold.standing) => returnGoods(sold, standing, new Map(Object.entries(units)), null)
const booked = ({ reversed, repriced }: Return) => ({ reversed: reversed.map(({ skuId, paidFen }) => [skuId, paidFen]), repriced: repriced.map(({ skuId, paidFen }) => [skuId, paidFen]) })

describe('golden vectors', () => {
  test('2: a partial return breaks the threshold, 58.00 and not 77.72', () => {
    const result = back(sell([T002, T008, T013], [every200minus30]), { T002: 1 })
    expect(result.refundFen).toBe(5_800)
    expect(booked(result)).toEqual({ reversed: [['T002', 7_772]], repriced: [['T008', 1_039], ['T013', 933]] })
    // 7 772 − 1 039 − 933; each funder takes back what it gave for the kept lines.
    expect(result.reversed[0]?.funders).toEqual([{ funder: 'MERCHANT', amountFen: 343 }, { funder: 'PLATFORM', amountFen: 685 }])
    expect(result.repriced.map(({ merchantId, funders }) => [merchantId, fundersFen(funders)])).toEqual([['m2', -1_039], ['m3', -933]])
    expect(sum([...result.reversed], ({ funders }) => fundersFen(funders)) - sum(result.repriced, ({ funders }) => fundersFen(funders))).toBe(3_000)
  })

  test('3: a partial return keeps it, 79.90', () => {
    const sold = sell([T002, T004, T008, T013], [every200minus30])
    expect(sold.quote.payableFen).toBe(35_490)
    const result = back(sold, { T013: 1 })
    expect(result.refundFen).toBe(7_990)
    expect(sum(result.standing, ({ paidFen }) => paidFen)).toBe(27_500)
    expect(result.reversed.map(({ paidFen }) => paidFen)).toEqual([sold.quote.lines[3]!.paidFen])
    expect(sum(result.repriced, ({ paidFen }) => paidFen)).toBe(sold.quote.lines[3]!.paidFen - 7_990)
  })
})

describe('returns', () => {
  test('of everything give all that was paid, in one piece or line by line', () => {
    const sold = sell([T002, T008, T013], [every200minus30])
    expect(back(sold, { T002: 1, T008: 1, T013: 1 })).toMatchObject({ refundFen: 22_690, repriced: [] })
    let standing = sold.standing
    const refunds = ['T002', 'T008', 'T013'].map((skuId) => {
      const result = back(sold, { [skuId]: 1 }, standing)
      standing = result.standing
      return result.refundFen
    })
    expect(refunds).toEqual([5_800, 8_900, 7_990])
  })

  test('nobody pays for a return: what is beyond stays with the funders, and no later refund pays it twice', () => {
    const sold = sell([cartLine('a', 1_000), cartLine('b', 19_500, { merchantId: 'm2' })], [every200minus30])
    const first = back(sold, { a: 1 })
    expect(first.refundFen).toBe(0)
    expect(first.standing).toMatchObject([{ skuId: 'a', paidFen: 0 }, { skuId: 'b', paidFen: 17_500, funders: [{ amountFen: 666 }, { amountFen: 1_334 }] }, { part: 'FREIGHT' }, { part: 'FREIGHT' }])
    expect(back(sold, { b: 1 }, first.standing).refundFen).toBe(17_500)
  })

  test('what was granted stays granted: coupon, code, place, first order, and a promotion that has ended', () => {
    const coupon = inLane('MERCHANT_COUPON', { id: 'coupon', merchantId: 'm1', needs: 'CLAIM', endsAt: new Date(+NOON - 1), buyers: 'FIRST_ORDER', provinceCodes: ['330000'], channels: ['web'], action: { type: 'THRESHOLD', steps: [{ thresholdFen: 9_900, offFen: 1_000 }] } })
    const held = { couponId: 'c', promotionId: 'coupon', version: 1, validFrom: NOON, validUntil: new Date(+NOON + 1), state: 'AVAILABLE' as const }
    const sold = sell([T002, T004], [coupon], { coupons: [held], buyer: { signedIn: true, firstOrder: true, tiers: [] }, usage: new Map([['coupon', { usesLeft: 1, budgetLeftFen: 1_000 }]]) })
    expect(sold.quote.payableFen).toBe(20_600)
    expect(back(sold, { T002: 1 }).refundFen).toBe(8_800)
    expect(back(sold, { T004: 1 }).refundFen).toBe(11_800)
  })

  test('what was not granted does not come in its place', () => {
    const shop = inLane('MERCHANT_ORDER', { id: 'shop', merchantId: 'm1', action: { type: 'THRESHOLD', steps: [{ thresholdFen: 5_000, offFen: 600 }] } })
    const sold = sell([cartLine('a', 12_000), cartLine('b', 8_000)], [shop, every200minus30])
    expect(sold.quote.leftOut).toMatchObject([{ promotionId: 'shop', keptStep: 0 }])
    expect(back(sold, { b: 1 }).refundFen).toBe(17_000 - 12_000)
  })

  test('a flash price is kept for the unit that had it', () => {
    const flash = inLane('FLASH', { id: 'flash', kind: 'flash_sale', action: { type: 'UNIT_PRICE', items: [{ skuId: 'T010', unitPriceFen: 4_990, promisedUnits: 200, maxPerBuyer: 1 }] } })
    const sold = sell([cartLine('T010', 6_900, { quantity: 3 })], [flash])
    expect(sold.quote.payableFen).toBe(18_790)
    const first = back(sold, { T010: 1 })
    expect(first).toMatchObject({ refundFen: 6_900, standing: [{ quantity: 2, paidFen: 11_890 }, { part: 'FREIGHT' }] })
    expect(back(sold, { T010: 2 }, first.standing).refundFen).toBe(11_890)
  })

  test('R-16: a gift whose threshold is lost is named', () => {
    const gift = inLane('MERCHANT_ORDER', { id: 'gift', kind: 'gift_with_purchase', merchantId: 'm1', action: { type: 'GIFT', steps: [{ thresholdFen: 15_000, skuId: 'towel', quantity: 2 }] } })
    const sold = sell([T002, T004], [gift], { gifts: new Map([['towel', { name: '纯棉毛巾', priceFen: 1_330, free: 2 }]]) })
    expect(back(sold, { T004: 1 }).giftsLost).toMatchObject([{ skuId: 'towel', quantity: 2, valueFen: 2_660 }])
  })

  test('before shipping freight follows the kept goods, after it freight stays', () => {
    const freight = (_: string, goodsFen: number) => (goodsFen >= 9_900 ? 0 : 600)
    const sold = sell([T002, T004, T008], [], { freight })
    expect(sold.quote).toMatchObject({ payableFen: 31_100, freightFen: 600 })
    expect(returnGoods(sold, sold.standing, new Map([['T004', 1]]), freight)).toMatchObject({ refundFen: 12_200, repriced: [{ part: 'FREIGHT', merchantId: 'm1', paidFen: 600 }] })
    expect(returnGoods(sold, sold.standing, new Map([['T008', 1]]), freight)).toMatchObject({ refundFen: 9_500, repriced: [{ part: 'FREIGHT', merchantId: 'm2', paidFen: -600 }] })
    expect(back(sold, { T004: 1 }).refundFen).toBe(12_800)
    expect(back(sold, { T008: 1 }).refundFen).toBe(8_900)
  })

  test('more than was kept is a bug', () => {
    const sold = sell([T002], [])
    expect(() => back(sold, { T002: 2 })).toThrow(RangeError)
  })
})

// Pieces in which a cart comes back.
type Step = { line: number; units: number }
const history = fc.tuple(
  arbitraryPurchase(),
  fc.boolean(),
  fc.array(fc.record({ line: fc.nat(9), units: fc.oneof(fc.constant(1), fc.nat(3_000)) }), { minLength: 1, maxLength: 5 }),
)

type Told = { paidFen: number; refunds: number[]; standing: Standing[] }

/** Plays a history and checks the books after every step. */
function tell([{ input, promotions }, shipped, steps]: [ArbitraryPurchase, boolean, Step[]], check: (before: readonly Standing[], result: Return) => void): Told {
  const quote = priceCart(input)
  const sold = { lines: input.lines, quote, promotions }
  let standing = standingAsSold(quote)
  const refunds: number[] = []
  for (const { line, units } of steps) {
    const { skuId } = quote.lines[line % quote.lines.length]!
    const kept = standing.find((one) => one.skuId === skuId)!.quantity
    const result = returnGoods(sold, standing, new Map([[skuId, Math.min(units, kept)]]), shipped ? null : input.freight)
    check(standing, result)
    refunds.push(result.refundFen)
    standing = result.standing
  }
  return { paidFen: quote.payableFen, refunds, standing }
}

describe('every history of returns', { timeout: PROPERTY_TIMEOUT_MS }, () => {
  test('refunds are never below zero nor beyond what was paid, and end at nothing owed', () => {
    holds(1_000, fc.property(history, (told) => {
      const { paidFen, refunds, standing } = tell(told, () => undefined)
      if (refunds.some((fen) => !(fen >= 0))) throw new Error(`refunds ${refunds.join()}`)
      const left = sum(standing, (one) => one.paidFen)
      if (paidFen !== sum(refunds, (fen) => fen) + left) throw new Error(`${paidFen} paid, refunds ${refunds.join()}, left ${left}`)
      if (standing.some((one) => one.paidFen < 0)) throw new Error('a line below zero')
      if (standing.some((one) => one.part === 'GOODS' && one.quantity === 0 && one.paidFen + fundersFen(one.funders) !== 0)) throw new Error('a returned line still stands')
    }))
  })

  test('reversals and repricings add up to the refund, by line and by funder, and list prices stay', () => {
    holds(1_000, fc.property(history, (told) => {
      tell(told, (before, { refundFen, reversed, repriced, standing }) => {
        if (refundFen !== sum(reversed, ({ paidFen }) => paidFen) - sum(repriced, ({ paidFen }) => paidFen)) throw new Error('bookings are not the refund')
        standing.forEach((after, i) => {
          const was = before[i]!
          const own = ({ part, merchantId, skuId }: { part: string; merchantId: string; skuId: string | null }) => part === was.part && merchantId === was.merchantId && skuId === was.skuId
          const moved = (of: (one: { paidFen: number; funders: FunderAmount[] }) => number) => sum(repriced.filter(own), of) - sum(reversed.filter(own), of)
          if (after.paidFen - was.paidFen !== moved(({ paidFen }) => paidFen)) throw new Error(`${was.skuId}: paid does not follow its bookings`)
          if (fundersFen(after.funders) - fundersFen(was.funders) !== moved(({ funders }) => fundersFen(funders))) throw new Error(`${was.skuId}: funders do not follow their bookings`)
          if (after.funders.some(({ amountFen }) => amountFen < 0)) throw new Error('a funder below zero')
          if (was.part === 'FREIGHT') return
          const list = (one: Standing) => one.paidFen + fundersFen(one.funders)
          if (list(was) * after.quantity !== list(after) * was.quantity) throw new Error(`${was.skuId}: ${list(was)} for ${was.quantity}, ${list(after)} for ${after.quantity}`)
        })
      })
    }))
  })

  test('no return leaves more paid than the kept lines cost under what was granted', () => {
    holds(1_000, fc.property(history, (told) => {
      tell([told[0], true, told[2]], (_, { standing, reversed }) => {
        const nothingBack = reversed.length === 0
        const goods = standing.filter(({ part }) => part === 'GOODS')
        const listFen = sum(goods, (one) => one.paidFen + fundersFen(one.funders))
        if (!nothingBack && sum(goods, ({ paidFen }) => paidFen) > listFen) throw new Error('dearer than list')
      })
    }))
  })
})
