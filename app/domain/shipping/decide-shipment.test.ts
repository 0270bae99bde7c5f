import { expect, test } from 'vitest'
import { decideShipment } from '#app/domain/shipping/decide-shipment.ts'

const lines = [{ lineId: 'a', toShip: 3 }, { lineId: 'b', toShip: 1 }]

test.each([
  ['everything', [{ lineId: 'a', quantity: 3 }, { lineId: 'b', quantity: 1 }], 'SHIPPED'],
  ['a part', [{ lineId: 'a', quantity: 2 }, { lineId: 'b', quantity: 0 }], 'PART_SHIPPED'],
] as const)('%s leaves', (_, wanted, state) => {
  expect(decideShipment('TO_SHIP', lines, wanted)).toEqual({ ok: true, state, lines: wanted.filter(({ quantity }) => quantity > 0) })
})

test.each([
  ['more than is left', 'TO_SHIP', [{ lineId: 'a', quantity: 4 }], 'too_many'],
  ['the same line twice, together too many', 'TO_SHIP', [{ lineId: 'a', quantity: 2 }, { lineId: 'a', quantity: 2 }], 'too_many'],
  ['nothing', 'TO_SHIP', [{ lineId: 'a', quantity: 0 }], 'nothing'],
  ['a line of another order', 'PART_SHIPPED', [{ lineId: 'x', quantity: 1 }], 'unknown_line'],
  ['an unpaid order', 'AWAITING_PAYMENT', [{ lineId: 'a', quantity: 1 }], 'not_shippable'],
  ['a closed order', 'CLOSED', [{ lineId: 'a', quantity: 1 }], 'not_shippable'],
] as const)('refuses %s', (_, state, wanted, reason) => {
  expect(decideShipment(state, lines, wanted)).toEqual({ ok: false, reason })
})
