import type { Board, Runner } from '#app/domain/promotion/board.ts'

/**
 * What a promotion would give for one place: a row of goods, or a merchant's parcel. A
 * percentage may end at its budget, a unit price is for whole units, freight is given whole.
 */
export type Offer = { runner: Runner; off: number; units: number; part: 'ANY' | 'UNITS' | 'NONE' }

// Beyond this the search would be long; the best found until then is kept.
const MOST_VISITED = 2_000

/** Whether the winners of a lane, chosen place by place, would together pass a promotion's budget. */
export function budgetsPassed({ runners, laneStart, work }: Board, lane: number, places: number): boolean {
  for (let runner = laneStart[lane]!; runner < laneStart[lane + 1]!; runner += 1) {
    const { budgetLeft } = runners[runner]!
    if (budgetLeft === Infinity) continue
    let sum = 0
    for (let place = 0; place < places; place += 1) if (work.bestRunner[place] === runner) sum += work.bestOff[place]!
    if (sum > budgetLeft) return true
  }
  return false
}

/**
 * Chooses the winners anew where a budget does not cover all that its promotion has won: those
 * that together give most. So one more line never costs a discount that another line had, as it
 * would if a promotion were given up, or served line by line, at the end of its budget.
 */
export function chooseWithinBudgets({ work, runners }: Board, offersOf: readonly Offer[][]): void {
  const offers = offersOf.map(mostFirst)
  const left = Float64Array.from(runners, ({ budgetLeft }) => budgetLeft)
  const open = new Float64Array(offers.length + 1)
  for (let place = offers.length - 1; place >= 0; place -= 1) open[place] = open[place + 1]! + (offers[place]![0]?.off ?? 0)
  const chosen: (Offer | null)[] = offers.map(() => null)
  let best: (Offer | null)[] = [...chosen]
  let bestSum = 0
  let visited = 0
  const visit = (place: number, sum: number): void => {
    visited += 1
    if (sum > bestSum) {
      bestSum = sum
      best = [...chosen]
    }
    if (place === offers.length || sum + open[place]! <= bestSum || visited > MOST_VISITED) return
    for (const offer of offers[place]!) {
      const given = covered(offer, left[offer.runner.place]!)
      if (!given) continue
      chosen[place] = given
      left[offer.runner.place]! -= given.off
      visit(place + 1, sum + given.off)
      left[offer.runner.place]! += given.off
      chosen[place] = null
      // It takes from nobody, so that less, or nothing, cannot be better.
      if (offer.runner.budgetLeft === Infinity) return
    }
    visit(place + 1, sum)
  }
  visit(0, 0)
  best.forEach((offer, place) => {
    work.bestRunner[place] = offer?.runner.place ?? -1
    work.bestOff[place] = offer?.off ?? 0
    work.bestUnits[place] = offer?.units ?? 0
  })
}

const mostFirst = (offers: readonly Offer[]): Offer[] => [...offers].sort((a, b) => b.off - a.off || a.runner.place - b.runner.place)

/** As much of an offer as a budget covers. */
function covered(offer: Offer, left: number): Offer | null {
  if (offer.off <= left) return offer
  if (offer.part === 'NONE') return null
  if (offer.part === 'ANY') return left > 0 ? { ...offer, off: left } : null
  const each = offer.off / offer.units
  const units = Math.floor(left / each)
  return units > 0 ? { ...offer, off: units * each, units } : null
}
