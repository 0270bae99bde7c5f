import type { Board } from '#app/domain/promotion/board.ts'

/**
 * Among promotions of one lane, keeps those whose offers together are best for the buyer while
 * no two of them may share goods; the offers of the others are set to 0. Equal sums: earlier
 * end, then id, which is the order of places.
 */
export function chooseWinners(board: Board, group: Int32Array): void {
  const { work } = board
  let best = -1
  let offers = 0
  for (let i = 0; i < group.length; i += 1) {
    const place = group[i]!
    if (work.offer[place]! <= 0) continue
    offers += 1
    if (best < 0 || work.offer[place]! > work.offer[best]!) best = place
  }
  if (offers < 2) return
  if (allRivals(board, group)) {
    for (let i = 0; i < group.length; i += 1) if (group[i] !== best) work.offer[group[i]!] = 0
    return
  }
  const winners = bestApart(board, [...group].filter((place) => work.offer[place]! > 0).sort((a, b) => work.offer[b]! - work.offer[a]! || a - b))
  for (let i = 0; i < group.length; i += 1) if (!winners.includes(group[i]!)) work.offer[group[i]!] = 0
}

/** The greatest sum of offers of a group of which no two may share goods. */
export function mostApart(board: Board, group: Int32Array): number {
  const { work } = board
  let best = 0
  let sum = 0
  for (let i = 0; i < group.length; i += 1) {
    const offer = work.offer[group[i]!]!
    sum += offer
    if (offer > best) best = offer
  }
  if (best === sum || allRivals(board, group)) return best
  // A bound has to be one: of too many to search, all count.
  const candidates = [...group].filter((place) => work.offer[place]! > 0).sort((a, b) => work.offer[b]! - work.offer[a]! || a - b)
  return candidates.length > MOST_SEARCHED ? sum : bestApart(board, candidates).reduce((most, place) => most + work.offer[place]!, 0)
}

function allRivals({ work, rival, runners }: Board, group: Int32Array): boolean {
  for (let i = 0; i < group.length; i += 1) {
    if (work.offer[group[i]!]! <= 0) continue
    for (let j = 0; j < i; j += 1)
      if (work.offer[group[j]!]! > 0 && rival[group[i]! * runners.length + group[j]!] === 0) return false
  }
  return true
}

// Beyond this many the search would be long; the greedy answer is as near as a buyer can check.
const MOST_SEARCHED = 16

/** The set with the greatest sum; candidates come with the greatest offer first. */
function bestApart({ work, rival, runners }: Board, candidates: readonly number[]): readonly number[] {
  const clash = (place: number, chosen: readonly number[]) => chosen.some((other) => rival[place * runners.length + other] === 1)
  if (candidates.length > MOST_SEARCHED)
    return candidates.reduce<number[]>((chosen, place) => (clash(place, chosen) ? chosen : [...chosen, place]), [])
  let best: readonly number[] = []
  let bestSum = 0
  const visit = (from: number, chosen: readonly number[], sum: number, open: number): void => {
    if (sum > bestSum) {
      best = chosen
      bestSum = sum
    }
    if (from === candidates.length || sum + open <= bestSum) return
    const place = candidates[from]!
    const rest = open - work.offer[place]!
    if (!clash(place, chosen)) visit(from + 1, [...chosen, place], sum + work.offer[place]!, rest)
    visit(from + 1, chosen, sum, rest)
  }
  visit(0, [], 0, candidates.reduce((sum, place) => sum + work.offer[place]!, 0))
  return best
}
