import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LANES } from '#app/domain/promotion/lanes.ts'
import type { PriceCartInput } from '#app/domain/promotion/price-cart.ts'
import { priceCart } from '#app/domain/promotion/price-cart.ts'
import type { CartLine, FunderAmount, PricedCart, PromotionUsage, UnitRun } from '#app/domain/promotion/types.ts'
import type { ArbitraryPurchase } from '#tests/factories/arbitrary-purchases.ts'
import { arbitraryLines, arbitraryPurchase, withLines, withPromotions } from '#tests/factories/arbitrary-purchases.ts'
import { PROPERTY_TIMEOUT_MS, holds } from '#tests/setup/properties.ts'

const SHARE = 1_500

const sum = <T>(rows: readonly T[], amount: (row: T) => number): number => rows.reduce((total, row) => total + amount(row), 0)
const unitsFen = (runs: readonly UnitRun[]): number => sum(runs, ({ count, eachFen }) => count * eachFen)
const fundersFen = (funders: readonly FunderAmount[]): number => sum(funders, ({ amountFen }) => amountFen)
const allocationsOf = ({ lines, freight }: PricedCart) => [...lines, ...freight].flatMap(({ allocations }) => allocations)

// expect() on every figure would cost more than the pricing.
function same(what: string, actual: number, expected: number): void {
  if (actual !== expected) throw new Error(`${what}: ${actual}, not ${expected}`)
}
function must(condition: boolean, what: string): void {
  if (!condition) throw new Error(what)
}

describe('every cart', { timeout: PROPERTY_TIMEOUT_MS }, () => {
  test('allocations add up to the fen, over lines, units, funders and promotions', () => {
    holds(SHARE, fc.property(arbitraryPurchase(), ({ input }) => addsUp(priceCart(input))))
  })

  test('nothing is sold below its floor price or zero, nor beyond budgets, limits and stock of gifts', () => {
    holds(SHARE, fc.property(arbitraryPurchase(), (purchase) => staysWithin(purchase, priceCart(purchase.input))))
  })

  test('promotions share units only where each permits the other’s lane, and nothing applies in a lane that is shut', () => {
    holds(SHARE, fc.property(arbitraryPurchase(), (purchase) => isAgreed(purchase, priceCart(purchase.input))))
  })

  test('the order of lines, promotions, coupons and codes does not matter', () => {
    const shuffled = arbitraryPurchase().chain((purchase) => {
      const { lines, coupons, codes } = purchase.input
      const shuffle = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length })
      return fc.record({ purchase: fc.constant(purchase), lines: shuffle(lines), promotions: shuffle(purchase.promotions), coupons: shuffle(coupons), codes: shuffle(codes) })
    })
    holds(SHARE, fc.property(shuffled, ({ purchase, lines, promotions, coupons, codes }) => {
      const quote = { ...priceCart({ ...withPromotions(purchase, promotions), lines, coupons, codes }), unknownCodes: [] }
      expect(quote).toEqual({ ...priceCart(purchase.input), unknownCodes: [] })
    }))
  })

  test('splitting a line in two changes nothing', () => {
    holds(SHARE, fc.property(arbitraryPurchase(), fc.nat(), fc.nat(), (purchase, which, cut) => {
      const { lines } = purchase.input
      const line = lines[which % lines.length]!
      const first = 1 + (cut % line.quantity)
      const parts = [first, line.quantity - first].filter((quantity) => quantity > 0).map((quantity) => ({ ...line, quantity }))
      const others = lines.filter((other) => other !== line)
      const [head, ...tail] = parts
      expect(priceCart(withLines(purchase, [head!, ...others, ...tail]))).toEqual(priceCart(purchase.input))
    }))
  })

  test('the same input gives the same fen, and pricing changes none of it', () => {
    holds(SHARE, fc.property(arbitraryPurchase(), (purchase) => {
      deepFreeze([purchase.input.lines, purchase.promotions, purchase.input.coupons, purchase.input.codes])
      const quote = priceCart(purchase.input)
      expect(priceCart(purchase.input)).toEqual(quote)
      expect(priceCart(withPromotions(purchase, purchase.promotions))).toEqual(quote)
    }))
  })

  test('a single product costs in a cart what its own page says, as far as its unit price goes', () => {
    holds(SHARE, fc.property(arbitraryPurchase({ lanes: ['FLASH', 'PRODUCT'], exclusive: false }), (purchase) => {
      const input = { ...purchase.input, freight: () => 0, usage: withoutBudgets(purchase.input), promotions: purchase.input.promotions.filter(({ promotion: { action } }) => action.type !== 'ITEM_PERCENT' || action.steps.length === 1 && action.steps[0]!.units === 1) }
      for (const line of priceCart(input).lines) {
        const page = priceCart({ ...input, lines: input.lines.filter(({ skuId }) => skuId === line.skuId) }).lines[0]!
        same(`paid for ${line.skuId}`, line.paidFen, page.paidFen)
      }
    }))
  })

  test('every promotion is explained once: applied, or not and why', () => {
    holds(SHARE, fc.property(arbitraryPurchase(), (purchase) => isExplained(purchase, priceCart(purchase.input))))
  })

  test('a buyer never pays more than without any promotion', () => {
    holds(SHARE, fc.property(arbitraryPurchase(), (purchase) => {
      const without = priceCart(withPromotions(purchase, []))
      must(priceCart(purchase.input).payableFen <= without.payableFen, 'promotions made it dearer')
    }))
  })
})

describe('one more line', { timeout: PROPERTY_TIMEOUT_MS }, () => {
  const oneLane = fc.constantFrom(...LANES).chain((lane) => arbitraryPurchase({ lanes: [lane], exclusive: false }))

  test('of one lane and nothing exclusive, costs at most its list price and its freight', () => {
    holds(SHARE, fc.property(oneLane, arbitraryLines(1, 1), (purchase, [line]) => {
      const { before, after, mostFen } = withOneMore(purchase, line!)
      must(after.payableFen <= mostFen, `${after.payableFen} > ${mostFen}, from ${before.payableFen}`)
    }))
  })

  test('of several lanes, costs more only if the quote names what was lost', () => {
    holds(SHARE, fc.property(arbitraryPurchase(), arbitraryLines(1, 1), (purchase, [line]) => {
      const { before, after, mostFen } = withOneMore(purchase, line!)
      if (after.payableFen <= mostFen) return
      must(lostPromotions(before, after).length > 0, `${after.payableFen} > ${mostFen}, from ${before.payableFen}, and nothing is named`)
    }))
  })
})

describe('the next tier', { timeout: PROPERTY_TIMEOUT_MS }, () => {
  test('is reached with goods of just that amount, and not with a fen less', () => {
    const lane = fc.constantFrom('MERCHANT_ORDER', 'MERCHANT_COUPON', 'PLATFORM_ORDER', 'PLATFORM_COUPON')
    const single = lane.chain((one) => arbitraryPurchase({ lanes: [one], exclusive: false, maxPromotions: 1, lines: arbitraryLines(1, 3) }))
    holds(SHARE, fc.property(single, (purchase) => {
      const input = { ...purchase.input, usage: new Map(), freight: () => 0 }
      const [promotion] = purchase.promotions
      const tier = priceCart(input).nextTiers[0]
      if (!tier || !('shortFen' in tier)) return
      const filler = fillerIn(input, tier.promotionId)
      if (!filler) return
      const stepWith = (fen: number) => stepOf(priceCart({ ...input, lines: [...input.lines, { ...filler, listPriceFen: fen }] }))
      const now = stepOf(priceCart(input))
      const gains = promotion!.action.type === 'GIFT' ? tier.gain.type === 'gift' : true
      must(gains, 'a gain of another kind')
      if (tier.shortFen > 1) same('step a fen before', stepWith(tier.shortFen - 1), now)
      const there = priceCart({ ...input, lines: [...input.lines, { ...filler, listPriceFen: tier.shortFen }] })
      // A percentage of little may round to nothing.
      const nothing = there.notApplied.some(({ reason }) => reason.kind === 'not_cheaper')
      if (promotion!.action.type !== 'GIFT' && !nothing) must(stepOf(there) !== now, 'no other step at the amount that was named')
    }))
  })
})

/** Any SKU in the promotion's scope that is not in the cart yet, without a floor. */
function fillerIn({ lines, promotions }: PriceCartInput, promotionId: string): CartLine | null {
  const scope = promotions.find(({ promotion }) => promotion.id === promotionId)!.scope
  const pattern = lines.find((line) => !scope.exceptSkus?.has(line.skuId) && (scope.skus === null || scope.skus.has(line.skuId)) && (scope.merchants === null || scope.merchants.has(line.merchantId)) && (scope.categories === null || scope.categories.has(line.categoryId)) && (scope.products === null || scope.products.has(line.productId)))
  return pattern && scope.skus === null ? { ...pattern, skuId: 'filler', quantity: 1, floorPriceFen: 0 } : null
}

const stepOf = ({ applied }: PricedCart): number => applied[0]?.step ?? 0

function addsUp(quote: PricedCart): void {
  for (const line of quote.lines) {
    same('list', line.listFen, line.listPriceFen * line.quantity)
    same('discount', line.discountFen, sum(line.allocations, ({ amountFen }) => amountFen))
    same('paid', line.paidFen, line.listFen - line.discountFen)
    same('units', sum(line.units, ({ count }) => count), line.quantity)
    same('paid by unit', unitsFen(line.units), line.paidFen)
    for (const { units, amountFen } of line.allocations) same('allocation by unit', unitsFen(units), amountFen)
  }
  for (const parcel of quote.freight) {
    same('freight discount', parcel.discountFen, sum(parcel.allocations, ({ amountFen }) => amountFen))
    same('freight paid', parcel.paidFen, (parcel.fullFen ?? 0) - parcel.discountFen)
  }
  const allocations = allocationsOf(quote)
  for (const { funders, amountFen } of allocations) same('allocation by funder', fundersFen(funders), amountFen)
  for (const { promotionId, version, amountFen, funders } of quote.applied) {
    const own = allocations.filter((one) => one.promotionId === promotionId && one.version === version)
    same('promotion', amountFen, sum(own, (one) => one.amountFen))
    for (const { funder, amountFen: part } of funders) same('funder', part, sum(own.flatMap((one) => one.funders).filter((one) => one.funder === funder), (one) => one.amountFen))
  }
  same('goods', quote.goodsFen, sum(quote.lines, ({ listFen }) => listFen))
  same('discounts', quote.discountFen, sum(quote.lines, ({ discountFen }) => discountFen))
  same('freight', quote.freightFen, sum(quote.freight, ({ fullFen }) => fullFen ?? 0))
  same('freight discounts', quote.freightDiscountFen, sum(quote.freight, ({ discountFen }) => discountFen))
  same('payable', quote.payableFen, sum(quote.lines, ({ paidFen }) => paidFen) + sum(quote.freight, ({ paidFen }) => paidFen))
}

function staysWithin({ input, promotions }: ArbitraryPurchase, quote: PricedCart): void {
  for (const { skuId, listPriceFen, units, allocations } of quote.lines) {
    const floorFen = Math.min(listPriceFen, Math.max(0, input.lines.find((line) => line.skuId === skuId)!.floorPriceFen))
    for (const { eachFen } of units) must(eachFen >= floorFen, `${skuId} at ${eachFen}, floor ${floorFen}`)
    for (const { amountFen, units: runs, funders } of allocations) {
      must(amountFen > 0 && runs.every(({ count, eachFen }) => count > 0 && eachFen > 0), 'an empty allocation')
      must(funders.every((share) => share.amountFen >= 0), 'a funder that takes')
    }
  }
  for (const { paidFen } of quote.freight) must(paidFen >= 0, 'freight below zero')
  for (const { promotionId, amountFen, funders } of quote.applied) {
    const { action, funders: shares } = promotions.find(({ id }) => id === promotionId)!
    const left = input.usage.get(promotionId)
    must(amountFen <= (left?.budgetLeftFen ?? Infinity), `${promotionId} beyond its budget`)
    must((left?.usesLeft ?? 1) > 0 && (left?.usesLeftForBuyer ?? 1) > 0, `${promotionId} beyond its uses`)
    for (const [i, { bps }] of shares.entries()) must(Math.abs(funders[i]!.amountFen - (amountFen * bps) / 10_000) < 1, `${promotionId}: a funder is more than a fen off`)
    if (action.type !== 'UNIT_PRICE') continue
    for (const { skuId, promisedUnits, maxPerBuyer } of action.items) {
      const units = sum(quote.lines.filter((line) => line.skuId === skuId).flatMap(({ allocations }) => allocations).filter((one) => one.promotionId === promotionId).flatMap((one) => one.units), ({ count }) => count)
      must(units <= Math.min(left?.unitsLeft?.[skuId] ?? promisedUnits ?? Infinity, left?.unitsLeftForBuyer?.[skuId] ?? maxPerBuyer ?? Infinity), `${promotionId} beyond its units of ${skuId}`)
    }
  }
  for (const [skuId, { free }] of input.gifts) must(sum(quote.gifts.filter((gift) => gift.skuId === skuId), ({ quantity }) => quantity) <= free, `more ${skuId} given than there are`)
}

function isAgreed({ promotions }: ArbitraryPurchase, quote: PricedCart): void {
  const byId = new Map(promotions.map((promotion) => [promotion.id, promotion]))
  for (const { skuId, merchantId, allocations } of quote.lines) {
    for (const one of allocations) {
      for (const other of allocations) {
        if (one === other || !one.units.some((a) => other.units.some((b) => a.from < b.from + b.count && b.from < a.from + a.count))) continue
        must(byId.get(one.promotionId)!.combinesWith.includes(other.lane), `${one.promotionId} does not permit ${other.promotionId} on ${skuId}`)
      }
      const shut = quote.applied.find(({ promotionId }) => {
        const { id, merchantId: own, shuts } = byId.get(promotionId)!
        return id !== one.promotionId && (own === null || own === merchantId) && shuts.includes(one.lane)
      })
      must(!shut, `${one.promotionId} applies on ${skuId} in a lane that ${shut?.promotionId} shuts`)
    }
  }
}

function isExplained({ promotions }: ArbitraryPurchase, quote: PricedCart): void {
  const names = (rows: readonly { promotionId: string }[]) => rows.map(({ promotionId }) => promotionId)
  const applied = names(quote.applied)
  expect([...applied, ...names(quote.notApplied)].sort()).toEqual(promotions.map(({ id }) => id).sort())
  for (const { promotionId, reason } of quote.notApplied) {
    const others = reason.kind === 'beaten' || reason.kind === 'shut_out' ? reason.by : reason.kind === 'not_combinable' ? reason.with : null
    if (others) must(others.length > 0 && others.every((id) => applied.includes(id) && id !== promotionId), `${promotionId} ${reason.kind} by [${others.join()}], applied are [${applied.join()}]`)
    if (reason.kind === 'below_threshold') must(reason.haveFen < reason.needFen, `${promotionId} is not below`)
    if (reason.kind === 'below_units') must(reason.have < reason.need, `${promotionId} is not below`)
    if (reason.kind === 'left_out') must(reason.savedFen >= 0, `${promotionId} left out for nothing`)
  }
  for (const { promotionId, keptStep } of quote.leftOut) same(`${promotionId} left out altogether`, Number(keptStep === 0), Number(!applied.includes(promotionId)))
  for (const tier of quote.nextTiers) must(('shortFen' in tier ? tier.shortFen : tier.shortUnits) > 0, `${tier.promotionId} is already there`)
}

function withOneMore(purchase: ArbitraryPurchase, extra: CartLine): { before: PricedCart; after: PricedCart; mostFen: number } {
  const { lines, freight } = purchase.input
  const present = lines.find(({ skuId }) => skuId === extra.skuId)
  const line = present ? { ...present, quantity: extra.quantity } : extra
  const before = priceCart(purchase.input)
  const after = priceCart(withLines(purchase, [...lines, line]))
  const listFen = line.quantity * line.listPriceFen
  // Alone it is the most that its parcel can cost, because a tariff falls with the amount.
  return { before, after, mostFen: before.payableFen + listFen + (freight(line.merchantId, 0) ?? 0) }
}

/** What the later quote names as lost: not applied any more, fewer steps, left out, goods withheld. */
function lostPromotions(before: PricedCart, after: PricedCart): string[] {
  return before.applied
    .filter(({ promotionId, step, withheld }) => {
      const now = after.applied.find((one) => one.promotionId === promotionId)
      return !now || now.step < step || now.withheld.length > withheld.length
    })
    .map(({ promotionId }) => promotionId)
}

function withoutBudgets({ usage }: PriceCartInput): ReadonlyMap<string, PromotionUsage> {
  return new Map([...usage].map(([id, { unitsLeft, unitsLeftForBuyer }]) => [id, { ...(unitsLeft ? { unitsLeft } : {}), ...(unitsLeftForBuyer ? { unitsLeftForBuyer } : {}) }]))
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  Object.values(value).forEach(deepFreeze)
}
