import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layOut } from '#app/domain/promotion/board.ts'
import { evaluate } from '#app/domain/promotion/evaluate.ts'
import { SHIPPING } from '#app/domain/promotion/lanes.ts'
import { mostOffAfter } from '#app/domain/promotion/most-off.ts'
import { arbitraryPurchase } from '#tests/factories/arbitrary-purchases.ts'
import { PROPERTY_TIMEOUT_MS, holds } from '#tests/setup/properties.ts'

const sum = (amounts: Float64Array): number => amounts.reduce((total, amount) => total + amount, 0)

test('no lane ever takes more off than was held possible before it', { timeout: PROPERTY_TIMEOUT_MS }, () => {
  let took = 0
  holds(1_500, fc.property(arbitraryPurchase(), ({ input }) => {
    const { board } = layOut(input)
    evaluate(board, 0, true)
    const end = sum(board.state.running)
    for (let lane = 0; lane < SHIPPING; lane += 1) {
      const after = board.saved[lane + 1]!
      board.state.ints.set(after.ints)
      board.state.floats.set(after.floats)
      const stands = sum(board.state.running)
      const most = mostOffAfter(board, lane)
      if (stands - most > end) throw new Error(`After lane ${lane} ${most} was the most, and ${stands - end} went`)
      took += stands - end
    }
  }))
  expect(took).toBeGreaterThan(0)
})
