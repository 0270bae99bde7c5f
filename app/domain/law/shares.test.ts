import { describe, expect, test } from 'vitest'
import { sharesWords } from '#app/domain/law/shares.ts'
import { every200minus30, promotion } from '#tests/factories/promotions.ts'

describe('R-51: who joins a discount knows what it bears', () => {
  test('journey M3: 10 of the 30 are the merchant’s, 20 the platform’s', () => {
    expect(sharesWords(every200minus30)).toEqual(['每满200减30：贵店承担10元，平台承担20元'])
  })
  test('each step has its own shares, and who bears nothing is not named', () => {
    const steps = promotion({ action: { type: 'THRESHOLD', steps: [{ thresholdFen: 10_000, offFen: 1_000 }, { thresholdFen: 20_000, offFen: 2_501 }] }, funders: [{ funder: 'MERCHANT', bps: 5_000 }, { funder: 'PLATFORM', bps: 5_000 }, { funder: 'AID_FUND', bps: 0 }] })
    expect(sharesWords(steps)).toEqual(['满100减10：贵店承担5元，平台承担5元', '满200减25.01：贵店承担12.51元，平台承担12.50元'])
  })
  test('a percentage is shared by percentages', () => {
    expect(sharesWords(promotion({ action: { type: 'PERCENT', steps: [{ thresholdFen: 20_000, offBps: 1_000 }], maxOffFen: null }, funders: [{ funder: 'MERCHANT', bps: 3_333 }, { funder: 'PLATFORM', bps: 6_667 }] }))).toEqual([
      '满 200 元打 9 折：贵店承担 33.33%，平台承担 66.67%',
    ])
  })
})
