import type { Board, Runner } from '#app/domain/promotion/board.ts'
import type { UnitLeft } from '#app/domain/promotion/allocate.ts'
import { splitFunders, spreadOverUnits } from '#app/domain/promotion/allocate.ts'
import type { FreightShare, Recording, Share } from '#app/domain/promotion/record.ts'
import type { Allocation, FunderAmount, PricedFreight, PricedLine, UnitRun } from '#app/domain/promotion/types.ts'

export type FundedShare<S> = S & { funders: FunderAmount[] }

/** What the attempt that was chosen gave, in the order of lanes, each share with its funders. */
export type SharesByPromotion = { goods: FundedShare<Share>[]; freight: FundedShare<FreightShare>[] }

export function sharesByPromotion({ runners }: Board, { shares, freightShares }: Recording): SharesByPromotion {
  const funded = <S extends Share | FreightShare>(all: readonly S[]): FundedShare<S>[] => {
    const groups = new Map<Runner, S[]>()
    for (const share of all) {
      if (share.amount === 0) continue
      const group = groups.get(share.runner)
      if (group) group.push(share)
      else groups.set(share.runner, [share])
    }
    return runners.flatMap((runner) => {
      const group = groups.get(runner)
      if (!group) return []
      const funders = splitFunders(group.map(({ amount }) => amount), runner.promotion.funders)
      return group.map((share, i) => ({ ...share, funders: funders[i]! }))
    })
  }
  return { goods: funded(shares), freight: funded(freightShares) }
}

export function presentLines(board: Board, { goods }: SharesByPromotion): PricedLine[] {
  const byLine: FundedShare<Share>[][] = board.lines.map(() => [])
  for (const share of goods) byLine[share.row >> 1]!.push(share)
  return board.lines.map(({ skuId, merchantId, quantity, listPriceFen }, line) => {
    const shares = byLine[line]!
    const listFen = listPriceFen * quantity
    const discountFen = shares.reduce((sum, { amount }) => sum + amount, 0)
    const floorFen = board.floorPrice[line]!
    let units: UnitLeft[] = [{ from: 0, count: quantity, paidFen: listPriceFen, floorFen }]
    const flashUnits = board.state.units[2 * line]!
    const allocations = shares.map((share): Allocation => {
      const first = share.row % 2 === 0 ? 0 : flashUnits
      const runs = spreadOverUnits(share.amount, unitsWithin(units, first, first + share.units))
      units = takeOff(units, runs)
      return { ...namesOf(share.runner), amountFen: share.amount, funders: share.funders, units: runs }
    })
    return {
      skuId,
      merchantId,
      quantity,
      listPriceFen,
      listFen,
      discountFen,
      paidFen: listFen - discountFen,
      allocations,
      units: units.map(({ from, count, paidFen }) => ({ from, count, eachFen: paidFen })),
    }
  })
}

function unitsWithin(units: readonly UnitLeft[], first: number, end: number): UnitLeft[] {
  return units.flatMap((run) => {
    const from = Math.max(run.from, first)
    const count = Math.min(run.from + run.count, end) - from
    return count > 0 ? [{ ...run, from, count }] : []
  })
}

/** The units after a discount, both in the order of units; neighbours that cost the same become one run. */
function takeOff(units: readonly UnitLeft[], runs: readonly UnitRun[]): UnitLeft[] {
  const left: UnitLeft[] = []
  let next = 0
  for (const { from: first, count: all, paidFen: before, floorFen } of units) {
    const end = first + all
    for (let from = first; from < end; ) {
      while (next < runs.length && runs[next]!.from + runs[next]!.count <= from) next += 1
      const run = runs[next]
      const covered = run !== undefined && run.from <= from
      const until = Math.min(end, run === undefined ? end : covered ? run.from + run.count : run.from)
      const paidFen = before - (covered ? run.eachFen : 0)
      const last = left.at(-1)
      if (last && last.paidFen === paidFen) last.count += until - from
      else left.push({ from, count: until - from, paidFen, floorFen })
      from = until
    }
  }
  return left
}

export function presentFreight({ merchants, freight, state }: Board, { freight: shares }: SharesByPromotion): PricedFreight[] {
  return merchants.map((merchantId, merchant) => {
    const goodsFen = state.freightGoods[merchant]!
    const discountFen = state.freightFull[merchant]! - state.freightPaid[merchant]!
    return {
      merchantId,
      goodsFen,
      fullFen: freight(merchantId, goodsFen),
      discountFen,
      paidFen: state.freightPaid[merchant]!,
      allocations: shares
        .filter((share) => share.merchant === merchant)
        .map(({ runner, amount, funders }): Allocation => ({ ...namesOf(runner), amountFen: amount, funders, units: [] })),
    }
  })
}

function namesOf({ promotion: { id, version, lane } }: Runner): Pick<Allocation, 'promotionId' | 'version' | 'lane'> {
  return { promotionId: id, version, lane }
}
