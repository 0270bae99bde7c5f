import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { provinceCodes, TAIZHOU, ZHEJIANG } from '#app/domain/reporting/places.ts'
import type { Disclosure, PeopleCell } from '#app/domain/reporting/suppress.ts'
import { disclose, openInAll } from '#app/domain/reporting/suppress.ts'

const GANSU = '620000'
const QINGHAI = '630000'
const NINGXIA = '640000'
const XIZANG = '540000'

const month = (people: Record<string, number>): PeopleCell[] =>
  Object.entries(people).map(([place, count]) => ({ place, atom: '', people: count, onlyHere: count }))

const closedOf = (level: Disclosure) => [...provinceCodes, TAIZHOU].filter((code) => !level.open.has(code)).sort()

describe('one month', () => {
  test('five people are shown, and who bought nothing is shown as nothing', () => {
    expect(closedOf(disclose(month({ [GANSU]: 5, [TAIZHOU]: 40, [ZHEJIANG]: 9 })))).toEqual([])
  })

  test('a single small province takes the smallest other one with it', () => {
    expect(closedOf(disclose(month({ [GANSU]: 4, [QINGHAI]: 30, [NINGXIA]: 6, [TAIZHOU]: 40, [ZHEJIANG]: 9 })))).toEqual([GANSU, NINGXIA])
  })

  test('two small ones that are fewer than five together take a third', () => {
    expect(closedOf(disclose(month({ [GANSU]: 1, [QINGHAI]: 2, [NINGXIA]: 8, [TAIZHOU]: 40 })))).toEqual([GANSU, QINGHAI, NINGXIA].sort())
  })

  test('two small ones that are five together stand for themselves', () => {
    expect(closedOf(disclose(month({ [GANSU]: 3, [QINGHAI]: 2, [NINGXIA]: 8, [TAIZHOU]: 40 })))).toEqual([GANSU, QINGHAI])
  })

  test('one person who sends to two provinces does not count as two', () => {
    const cells: PeopleCell[] = [
      { place: GANSU, atom: '', people: 4, onlyHere: 1 },
      { place: QINGHAI, atom: '', people: 3, onlyHere: 0 },
      { place: NINGXIA, atom: '', people: 8, onlyHere: 8 },
      { place: TAIZHOU, atom: '', people: 50, onlyHere: 50 },
    ]
    expect(closedOf(disclose(cells))).toEqual([GANSU, QINGHAI, NINGXIA].sort())
  })

  test('a rest of 浙江 of three people hides 浙江 and one more, and leaves 台州 open', () => {
    const level = disclose(month({ [TAIZHOU]: 40, [ZHEJIANG]: 3, [GANSU]: 7, [QINGHAI]: 20 }))
    expect(closedOf(level)).toEqual([GANSU, ZHEJIANG].sort())
  })

  test('a small 台州 is hidden inside an open 浙江', () => {
    const level = disclose(month({ [TAIZHOU]: 3, [ZHEJIANG]: 30, [GANSU]: 7 }))
    expect(closedOf(level)).toEqual([TAIZHOU])
  })

  test('three people from one province are all there is: no tile says which province', () => {
    expect(disclose(month({ [XIZANG]: 3 })).open.size).toBe(0)
  })

  test('a month without sales hides nothing', () => {
    expect(disclose([]).open.size).toBe(provinceCodes.length + 1)
  })
})

describe('finer questions', () => {
  const days = (people: Record<string, Record<string, number>>): PeopleCell[] =>
    Object.entries(people).flatMap(([place, byDay]) =>
      Object.entries(byDay).map(([atom, count]) => ({ place, atom, people: count, onlyHere: count })),
    )

  test('a province with one weak day answers for the month only', () => {
    const cells = days({ [GANSU]: { d1: 6, d2: 1 }, [QINGHAI]: { d1: 6, d2: 9 }, [NINGXIA]: { d1: 9, d2: 9 } })
    const whole = disclose(month({ [GANSU]: 7, [QINGHAI]: 15, [NINGXIA]: 18 }))
    expect(closedOf(whole)).toEqual([])
    expect(closedOf(disclose(cells, [whole]))).toEqual([GANSU, QINGHAI])
  })

  test('what the month hides, its days hide', () => {
    const whole = disclose(month({ [GANSU]: 4, [NINGXIA]: 12, [QINGHAI]: 20 }))
    expect(closedOf(whole)).toEqual([GANSU, NINGXIA])
    const cells = days({ [GANSU]: { d1: 4 }, [NINGXIA]: { d1: 6, d2: 6 }, [QINGHAI]: { d1: 10, d2: 10 } })
    expect(closedOf(disclose(cells, [whole]))).toEqual([GANSU, NINGXIA])
  })

  test('several months show what each of them shows', () => {
    const january = disclose(month({ [GANSU]: 4, [NINGXIA]: 12, [QINGHAI]: 20 }))
    const february = disclose(month({ [GANSU]: 40, [NINGXIA]: 12, [QINGHAI]: 2, [TAIZHOU]: 50 }))
    const open = openInAll([january, february])
    expect([GANSU, NINGXIA, QINGHAI, TAIZHOU].filter((code) => open.has(code))).toEqual([TAIZHOU])
  })
})

// An outsider who knows every total and every open figure, and can add and subtract
// without end. Independent of the code above: plain elimination over the unknowns.
const places = [GANSU, QINGHAI, TAIZHOU, ZHEJIANG] as const
const days = ['d1', 'd2'] as const
const shops = ['a', 'b'] as const
type Person = { home: (typeof places)[number]; gift: (typeof places)[number]; day: (typeof days)[number]; shop: (typeof shops)[number] }

const people = fc.array(
  fc.record({
    home: fc.constantFrom(...places),
    gift: fc.constantFrom(...places),
    day: fc.constantFrom(...days),
    shop: fc.constantFrom(...shops),
  }),
  { maxLength: 45 },
)

type Purchase = { buyer: number; place: string; day: string; shop: string }

const purchasesOf = (buyers: readonly Person[]): Purchase[] =>
  buyers.flatMap(({ home, gift, day, shop }, buyer) => {
    const first = { buyer, place: home, day, shop }
    return buyer % 3 === 0 && gift !== home ? [first, { buyer, place: gift, day, shop }] : [first]
  })

function cellsBy(purchases: readonly Purchase[], atomOf: (purchase: Purchase) => string): PeopleCell[] {
  const placesOf = new Map<number, Set<string>>()
  for (const { buyer, place } of purchases) placesOf.set(buyer, (placesOf.get(buyer) ?? new Set()).add(place))
  const cells = new Map<string, { place: string; atom: string; buyers: Set<number> }>()
  for (const purchase of purchases) {
    const atom = atomOf(purchase)
    const key = `${purchase.place} ${atom}`
    const cell = cells.get(key) ?? { place: purchase.place, atom, buyers: new Set<number>() }
    cell.buyers.add(purchase.buyer)
    cells.set(key, cell)
  }
  return [...cells.values()].map(({ place, atom, buyers }) => ({
    place,
    atom,
    people: buyers.size,
    onlyHere: [...buyers].filter((buyer) => placesOf.get(buyer)?.size === 1).length,
  }))
}

const variables = places.flatMap((place) => days.flatMap((day) => shops.map((shop) => ({ place, day, shop }))))
type Question = (variable: (typeof variables)[number]) => boolean
const vector = (asked: Question): number[] => variables.map((variable) => (asked(variable) ? 1 : 0))

function isDerivable(known: readonly number[][], wanted: readonly number[]): boolean {
  const rank = (matrix: readonly (readonly number[])[]): number => {
    const rows = matrix.map((row) => [...row])
    let found = 0
    for (let column = 0; column < variables.length; column += 1) {
      const pivot = rows.findIndex((row, place) => place >= found && Math.abs(row[column]!) > 1e-9)
      if (pivot < 0) continue
      ;[rows[found], rows[pivot]] = [rows[pivot]!, rows[found]!]
      rows.forEach((row, place) => {
        if (place === found) return
        const factor = row[column]! / rows[found]![column]!
        if (factor !== 0) row.forEach((_, at) => (row[at]! -= factor * rows[found]![at]!))
      })
      found += 1
    }
    return found
  }
  return rank([...known, wanted]) === rank(known)
}

const inPlace = (code: string, place: string) => place === code || (code === ZHEJIANG && place === TAIZHOU)

property.prop([people], { numRuns: 1000 })('no hidden figure of one to four people can be worked out', (buyers) => {
  const purchases = purchasesOf(buyers)
  const whole = disclose(cellsBy(purchases, () => ''))
  const daily = disclose(cellsBy(purchases, ({ day }) => day), [whole])
  const byShop = disclose(cellsBy(purchases, ({ shop }) => shop), [whole])
  const finest = disclose(cellsBy(purchases, ({ day, shop }) => `${day} ${shop}`), [daily, byShop])

  const questions: { level: Disclosure; place: string; asked: Question; peopleBehind: number }[] = []
  for (const place of [...places]) {
    const behind = (asked: Question) =>
      new Set(purchases.filter((p) => asked(p as (typeof variables)[number])).map((p) => p.buyer)).size
    const add = (level: Disclosure, asked: Question) => questions.push({ level, place, asked, peopleBehind: behind(asked) })
    add(whole, (v) => inPlace(place, v.place))
    for (const day of days) add(daily, (v) => inPlace(place, v.place) && v.day === day)
    for (const shop of shops) add(byShop, (v) => inPlace(place, v.place) && v.shop === shop)
    for (const day of days) for (const shop of shops) add(finest, (v) => inPlace(place, v.place) && v.day === day && v.shop === shop)
  }

  const totals = days.flatMap((day) => shops.map((shop) => ({ day, shop })))
  const known = [
    ...totals.map(({ day, shop }) => vector((v) => v.day === day && v.shop === shop)),
    // Nothing sold that day by that shop at all: nothing anywhere.
    ...variables
      .filter(({ day, shop }) => !purchases.some((p) => p.day === day && p.shop === shop))
      .map((empty) => vector((v) => v === empty)),
    ...questions.filter(({ level, place }) => level.open.has(place)).map(({ asked }) => vector(asked)),
  ]
  for (const { level, place, asked, peopleBehind } of questions) {
    if (peopleBehind === 0 || peopleBehind >= 5) continue
    expect(level.open.has(place)).toBe(false)
    // Everybody of a whole total in one place: the total is public, the place stays unsaid.
    expect(isDerivable(known, vector(asked))).toBe(false)
  }
})
