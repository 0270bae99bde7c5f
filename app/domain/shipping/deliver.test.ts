import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import { provinceCodes } from '#app/domain/reporting/places.ts'
import type { DeliveryLine } from '#app/domain/shipping/deliver.ts'
import { deliver, wholePromise } from '#app/domain/shipping/deliver.ts'
import { freightFor, freightSentence } from '#app/domain/shipping/freight.ts'
import { tariffWords } from '#app/domain/shipping/words.ts'
import { demoShippingTables as tables } from '#tests/factories/shipping.ts'

const now = new Date('2027-01-16T04:00:00Z')
const to = (provinceCode: string, on = tables) => ({ tables: on, provinceCode, now })
const line = (overrides: Partial<DeliveryLine> = {}): DeliveryLine => ({ skuId: 'a', goodsType: 'DRIED', warehouseId: 'hub', ...overrides })
const freight = (province: string, goodsFen: number, goodsType: GoodsType = 'DRIED') => {
  const answer = freightFor(tables, province, goodsFen, [goodsType])
  return answer.ok ? answer.freightFen : answer.reason
}

describe('freight', () => {
  test.each([
    ['浙江 below 59 yuan', '330000', 5_899, 600],
    ['浙江 from 59 yuan', '330000', 5_900, 0],
    ['广东 below 99 yuan', '440000', 9_899, 1_000],
    ['广东 from 99 yuan', '440000', 9_900, 0],
    ['海南 pays 8 yuan on top', '460000', 9_900, 800],
    ['海南 below 99 yuan', '460000', 9_899, 1_800],
    ['C6: 西藏 pays 20 yuan', '540000', 3_980, 2_000],
    ['新疆 pays 6 yuan whatever it is worth', '650000', 99_900, 600],
    ['香港 is not served', '810000', 9_900, 'not_served'],
    ['no such province', '000000', 9_900, 'not_served'],
    ['a name every object has', 'constructor', 9_900, 'not_served'],
  ])('%s', (_, province, goodsFen, expected) => {
    expect(freight(province, goodsFen)).toBe(expected)
  })

  test('C6: no fresh fruit to 西藏, but to 新疆; a region is switched off by type of goods', () => {
    expect(freight('540000', 8_900, 'FRESH')).toBe('goods_not_served')
    expect(freight('650000', 8_900, 'FRESH')).toBe(600)
    const off = { ...tables, stops: [...tables.stops, { provinceCode: '230000', goodsType: 'LIQUID' as const }] }
    expect(freightFor(off, '230000', 9_900, ['DRIED', 'LIQUID', 'LIQUID'])).toEqual({ ok: false, reason: 'goods_not_served', goodsTypes: ['LIQUID'] })
    expect(freightFor(off, '230000', 9_900, ['DRIED'])).toMatchObject({ ok: true })
  })

  test('every province is in a zone or not served, and the tariff says all of it', () => {
    expect(provinceCodes.filter((code) => freight(code, 1) === 'not_served').sort()).toEqual(['710000', '810000', '820000'])
    expect(tariffWords(tables)).toEqual([
      '江浙沪皖：每家店满 59 元包邮，不满收 6 元',
      '其他内地省市：每家店满 99 元包邮，不满收 10 元',
      '东北、西北、内蒙古、广西、海南：每家店满 99 元免基础运费（不满收 10 元），偏远加收 8 元',
      '西藏：每家店运费 20 元',
      '新疆本地：每家店运费 6 元',
      '西藏：鲜果鲜菜、冷冻食品暂不配送',
      '台湾、澳门、香港：暂不配送',
    ])
    expect(freightSentence({ id: 'x', name: 'x', baseFen: 850, freeFromFen: null, surchargeFen: 150, sort: 1 })).toBe('每家店运费 8.50 元，另加 1.50 元')
  })

  test('more goods never cost more freight, and never less than the surcharge', () => {
    fc.assert(fc.property(fc.constantFrom(...Object.keys(tables.zoneOfProvince)), fc.nat(50_000), fc.nat(50_000), (province, a, b) => {
      const zone = tables.zones.find(({ id }) => id === tables.zoneOfProvince[province])!
      const [less, more] = [freight(province, Math.min(a, b)), freight(province, Math.max(a, b))] as [number, number]
      expect(more).toBeLessThanOrEqual(less)
      expect(more).toBeGreaterThanOrEqual(zone.surchargeFen)
    }))
  })
})

describe('parcels', () => {
  test('goods of one warehouse leave together; the order is whole when its last parcel is there', () => {
    const delivery = deliver(to('440000'), 20_000, [line({ skuId: 'a', warehouseId: 'origin' }), line({ skuId: 'b' }), line({ skuId: 'c' })])
    if (!delivery.ok) throw new Error(delivery.reason)
    expect(delivery.parcels.map(({ warehouseId, skuIds, arriveBy, beforeEve }) => ({ warehouseId, skuIds, arriveBy, beforeEve }))).toEqual([
      { warehouseId: 'hub', skuIds: ['b', 'c'], arriveBy: '2027-01-20', beforeEve: true },
      { warehouseId: 'origin', skuIds: ['a'], arriveBy: '2027-01-26', beforeEve: true },
    ])
    expect(wholePromise(delivery.parcels)).toEqual({ warehouseId: 'origin', shipBy: new Date('2027-01-18T10:00:00Z'), arriveBy: '2027-01-26' })
    expect(wholePromise([])).toBeNull()
  })

  test('where no road leads, nothing is sold', () => {
    expect(deliver(to('440000', { ...tables, lanes: [] }), 9_900, [line()])).toEqual({ ok: false, reason: 'not_served' })
    expect(deliver(to('440000'), 9_900, [line({ warehouseId: 'gone' })])).toEqual({ ok: false, reason: 'not_served' })
  })

  test('the order of the lines does not matter', () => {
    const lines = fc.array(fc.record({ skuId: fc.uuid(), goodsType: fc.constantFrom<GoodsType>('DRIED', 'FRESH', 'FROZEN'), warehouseId: fc.constantFrom('hub', 'origin') }), { minLength: 1, maxLength: 8 })
    fc.assert(fc.property(fc.constantFrom(...provinceCodes), lines, fc.nat(20_000), (province, list, goodsFen) => {
      const sorted = (answer: ReturnType<typeof deliver>) => (answer.ok
        ? { ...answer, parcels: answer.parcels.map((parcel) => ({ ...parcel, skuIds: [...parcel.skuIds].sort() })) }
        : { ...answer, goodsTypes: 'goodsTypes' in answer ? [...answer.goodsTypes].sort() : [] })
      expect(sorted(deliver(to(province), goodsFen, list.toReversed()))).toEqual(sorted(deliver(to(province), goodsFen, list)))
    }))
  })
})
