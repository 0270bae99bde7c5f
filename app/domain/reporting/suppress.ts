import { provinceCodes, TAIZHOU, ZHEJIANG } from '#app/domain/reporting/places.ts'

// Figures by destination may not speak of fewer than five people, and what is hidden may
// not come back by arithmetic from what is shown: from totals, from other provinces, from
// 浙江 less 台州, from a longer period less a shorter one, or from all merchants less the
// others. The totals by day, merchant and regiment are always public, so the hiding has to
// happen among destinations. It works month by month on small tables of
// destination × atom, where the atoms are the finest parts that the question can be cut
// into (the whole month; its days; its merchants and regiments; both).
//
// A destination is open in a month if none of its atoms holds one to four people. Closed
// ones hide all their cells, empty ones too, and are never alone: whatever is left of a
// total after the open ones are taken away belongs to at least two destinations, and to
// five people wherever there are five to be had. An answer is a sum of open cells; sums
// and differences of open cells and totals never isolate a closed one.

export const SMALLEST_GROUP = 5

/** The rest of 浙江 without 台州: never shown, but it must not be derivable either. */
const REST_OF_ZHEJIANG = 'rest-of-zhejiang'

export type PeopleCell = {
  /** Code of a province other than 浙江, of 台州, or of 浙江 for the rest of it. */
  place: string
  atom: string
  /** Distinct buyers with a paid order. */
  people: number
  /** Of them, those who bought for this place alone in this month: these add up over places. */
  onlyHere: number
}

/** Provinces and 台州 whose figures may be shown; `closed` feeds the next finer level. */
export type Disclosure = { open: ReadonlySet<string>; closed: ReadonlySet<string> }

type Leaf = { code: string; cells: PeopleCell[] }

/**
 * What may be shown of one month at one fineness.
 * `coarser`: decisions for the same month on coarser atoms; what is closed there stays
 * closed here, because its parts would give it away.
 */
export function disclose(cells: readonly PeopleCell[], coarser: readonly Disclosure[] = []): Disclosure {
  const closedBefore = new Set(coarser.flatMap((level) => [...level.closed]))
  const leaves = leavesOf(cells, closedBefore)
  const closed = closeLeaves(leaves, closedBefore)
  return describe(leaves, closed)
}

/** Shown over several months is what each of them shows. */
export function openInAll(levels: readonly Disclosure[]): ReadonlySet<string> {
  const [first, ...others] = levels
  if (!first) return new Set([...provinceCodes, TAIZHOU])
  return new Set([...first.open].filter((place) => others.every((level) => level.open.has(place))))
}

/** 台州 and the rest of 浙江 apart, or 浙江 as one where 台州 alone is too few. */
function leavesOf(cells: readonly PeopleCell[], closedBefore: ReadonlySet<string>): Leaf[] {
  const of = (place: string) => cells.filter((cell) => cell.place === place)
  const taizhou = of(TAIZHOU)
  const rest = of(ZHEJIANG)
  const others = provinceCodes.filter((code) => code !== ZHEJIANG).map((code) => ({ code, cells: of(code) }))
  const whole = joined(taizhou, rest)
  if (taizhou.some(isSmall) && !whole.some(isSmall) && !closedBefore.has(ZHEJIANG))
    return [...others, { code: ZHEJIANG, cells: whole }]
  return [...others, { code: TAIZHOU, cells: taizhou }, { code: REST_OF_ZHEJIANG, cells: rest }]
}

const isSmall = (cell: PeopleCell): boolean => cell.people < SMALLEST_GROUP

/** Two places as one; a person may be in both, so the count is the least it can be. */
function joined(a: readonly PeopleCell[], b: readonly PeopleCell[]): PeopleCell[] {
  const atoms = new Set([...a, ...b].map((cell) => cell.atom))
  return [...atoms].map((atom) => {
    const both = [...a, ...b].filter((cell) => cell.atom === atom)
    return { place: ZHEJIANG, atom, people: leastPeople(both), onlyHere: sum(both.map((cell) => cell.onlyHere)) }
  })
}

/** The fewest distinct people that can stand behind cells of one atom. */
function leastPeople(cells: readonly PeopleCell[]): number {
  return Math.max(0, sum(cells.map((cell) => cell.onlyHere)), ...cells.map((cell) => cell.people))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function closeLeaves(leaves: readonly Leaf[], closedBefore: ReadonlySet<string>): Set<string> {
  const closed = new Set(leaves.filter((leaf) => closedBefore.has(leaf.code) || leaf.cells.some(isSmall)).map((leaf) => leaf.code))
  if (closed.size === 0) return closed
  // The smallest first, so that as little as possible is hidden; the code decides a tie.
  const reserve = leaves
    .filter((leaf) => !closed.has(leaf.code) && leaf.cells.length > 0)
    .map((leaf) => ({ ...leaf, people: sum(leaf.cells.map((cell) => cell.people)) }))
    .sort((a, b) => a.people - b.people || (a.code < b.code ? -1 : 1))
  for (;;) {
    const weakAtoms = atomsWithFewPeople(leaves, closed)
    const alone = provincesWithSales(leaves, closed).size === 1
    const helper =
      reserve.find((leaf) => leaf.cells.some((cell) => weakAtoms.has(cell.atom))) ?? (alone ? reserve[0] : undefined)
    if (helper) {
      closed.add(helper.code)
      reserve.splice(reserve.indexOf(helper), 1)
      continue
    }
    // Nobody left to hide behind: then not even who bought nothing is said.
    if (alone) for (const leaf of leaves) closed.add(leaf.code)
    return closed
  }
}

function provincesWithSales(leaves: readonly Leaf[], among: ReadonlySet<string>): Set<string> {
  const selling = leaves.filter((leaf) => among.has(leaf.code) && leaf.cells.length > 0)
  return new Set(selling.map(({ code }) => (code === TAIZHOU || code === REST_OF_ZHEJIANG ? ZHEJIANG : code)))
}

/** Atoms in which fewer than five people stand behind what the open places leave over. */
function atomsWithFewPeople(leaves: readonly Leaf[], closed: ReadonlySet<string>): Set<string> {
  const byAtom = new Map<string, PeopleCell[]>()
  for (const leaf of leaves)
    if (closed.has(leaf.code)) for (const cell of leaf.cells) byAtom.set(cell.atom, [...(byAtom.get(cell.atom) ?? []), cell])
  return new Set([...byAtom].filter(([, cells]) => leastPeople(cells) < SMALLEST_GROUP).map(([atom]) => atom))
}

function describe(leaves: readonly Leaf[], closed: Set<string>): Disclosure {
  const open = new Set(provinceCodes.filter((code) => code !== ZHEJIANG && !closed.has(code)))
  const asOne = leaves.some((leaf) => leaf.code === ZHEJIANG)
  const zhejiang = asOne ? !closed.has(ZHEJIANG) : !closed.has(TAIZHOU) && !closed.has(REST_OF_ZHEJIANG)
  if (zhejiang) open.add(ZHEJIANG)
  else closed.add(ZHEJIANG)
  if (!asOne && !closed.has(TAIZHOU)) open.add(TAIZHOU)
  // 浙江 is shown as one: neither part may be, at any fineness.
  if (asOne) closed.add(TAIZHOU).add(REST_OF_ZHEJIANG)
  return { open, closed }
}
