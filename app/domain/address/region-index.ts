export type RegionRow = { code: string; name: string; level: 'PROVINCE' | 'CITY' | 'DISTRICT'; parentCode: string | null }

/** How far down a text names a region; what it does not say is null. */
export type Place = { provinceCode: string; cityCode: string | null; districtCode: string | null }

/** A region found in a text, from `start` up to `end`. */
export type FoundRegion = { place: Place; start: number; end: number }

type Names = Map<string, string | null>

/** Names by which people write regions: of provinces and cities anywhere, of the lower ones below their upper one. */
export type RegionIndex = {
  provinces: Names
  cities: Names
  districts: Names
  below: ReadonlyMap<string, { cities: Names; districts: Names }>
  parentOf: ReadonlyMap<string, string>
  /** The district of a city that has only one, mostly under its own name. */
  onlyDistrict: ReadonlyMap<string, string>
}

const LONGEST_NAME = 15
// Levels that stand in the list and in no address.
const NAMELESS = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划'])
const PEOPLES =
  '(?:(?:朝鲜|土家|布依|哈尼|景颇|傈僳|蒙古|柯尔克孜|哈萨克|仫佬|毛南|仡佬|拉祜|布朗|独龙|普米|纳西|裕固|保安|东乡|撒拉|锡伯|塔吉克|达斡尔|鄂温克|鄂伦春)族?|[壮回苗藏羌彝侗傣白满畲黎瑶水佤怒土各]族)+'
const provinceEnd = /(?:省|市|(?:维吾尔|壮族|回族)?自治区|特别行政区)$/u
const prefectureEnd = new RegExp(`(?:市|地区|盟|(?:${PEOPLES})?自治州)$`, 'u')
const countyEnd = new RegExp(`(?:区|县|市|旗|(?:${PEOPLES})?自治[县旗])$`, 'u')

const short = (name: string, end: RegExp): string => (name.replace(end, '').length > 1 ? name.replace(end, '') : name)

export function indexRegions(rows: readonly RegionRow[]): RegionIndex {
  const parentOf = new Map(rows.flatMap(({ code, parentCode }) => (parentCode ? [[code, parentCode] as const] : [])))
  const nameOf = new Map(rows.map(({ code, name }) => [code, name]))
  const provinces: Names = new Map()
  const cities: Names = new Map()
  const districts: Names = new Map()
  const below = new Map<string, { cities: Names; districts: Names }>()
  const under = (code: string) => below.get(code) ?? (below.set(code, { cities: new Map(), districts: new Map() }), below.get(code)!)
  for (const { code, name, level } of rows) {
    if (level !== 'PROVINCE') continue
    add(provinces, code, [name])
    add(provinces, code, [short(name, provinceEnd)])
  }
  for (const { code, name, level, parentCode } of rows) {
    if (level !== 'CITY' || NAMELESS.has(name) || !parentCode) continue
    const bare = short(name, prefectureEnd)
    const names = [name, bare, ...(name.endsWith('自治州') ? [`${bare}州`] : [])].filter((one) => !provinces.has(one) || one === name)
    add(cities, code, names)
    // 吉林省吉林市: below its province even the bare name can be no other.
    add(under(parentCode).cities, code, [...names, bare])
  }
  const districtsOf = new Map<string, string[]>()
  for (const { code, name, level, parentCode } of rows) {
    if (level !== 'DISTRICT' || !parentCode) continue
    districtsOf.set(parentCode, [...(districtsOf.get(parentCode) ?? []), code])
    const provinceCode = parentOf.get(parentCode) ?? ''
    add(districts, code, [name])
    add(under(parentCode).districts, code, [name])
    add(under(provinceCode).districts, code, [name])
  }
  // Bare names, other endings (玉环县 is 玉环市 today) and names without their city come after all whole ones.
  for (const { code, name, level, parentCode } of rows) {
    if (level !== 'DISTRICT' || !parentCode) continue
    const bare = name.replace(countyEnd, '')
    const city = nameOf.get(parentCode) ?? ''
    const upper = [city, short(city, prefectureEnd)].find((one) => name.startsWith(one)) ?? name
    const rest = name.slice(upper.length)
    const loose = [...(bare.length > 1 ? [bare, `${bare}区`, `${bare}县`, `${bare}市`] : []), ...(rest.length > 2 ? [rest] : [])].filter((one) => one !== name)
    addLoose(under(parentCode).districts, code, loose)
    addLoose(under(parentOf.get(parentCode) ?? '').districts, code, loose)
  }
  const onlyDistrict = new Map([...districtsOf].flatMap(([city, codes]) => (codes.length === 1 && !NAMELESS.has(nameOf.get(city) ?? '') ? [[city, codes[0]!] as const] : [])))
  return { provinces, cities, districts, below, parentOf, onlyDistrict }
}

/** A name of two regions says nothing (null). */
function add(names: Names, code: string, added: readonly string[]): void {
  for (const name of added) names.set(name, names.has(name) && names.get(name) !== code ? null : code)
}

const looseNames = new WeakMap<Names, Set<string>>()

function addLoose(names: Names, code: string, added: readonly string[]): void {
  const loose = looseNames.get(names) ?? new Set<string>()
  looseNames.set(names, loose)
  for (const name of added) {
    if (names.has(name) && !loose.has(name)) continue
    loose.add(name)
    add(names, code, [name])
  }
}

const BETWEEN = /^[\s,，、/|.·-]*/u
// 市辖区 as the forms of other shops print it, and the corps' own way to say where in 新疆.
const FILLER = /^(?:市辖区|省直辖县级行政区划|自治区直辖县级行政区划|(?:新疆)?生产建设兵团|兵团|第?[一二三四五六七八九十\d]{1,3}师)/u

/** The most exact region that a text names anywhere; of equals the one with more words, then the first. */
export function findRegion(index: RegionIndex, text: string): FoundRegion | null {
  let best: (FoundRegion & { rank: number }) | null = null
  for (let start = 0; start < text.length; start += 1)
    for (const found of regionsAt(index, text, start)) {
      const rank = depth(found.place) * 100 + found.words * 30 + Math.min(29, found.end - start)
      if (!best || rank > best.rank) best = { place: found.place, start, end: found.end, rank }
    }
  return best && { place: best.place, start: best.start, end: best.end }
}

const depth = ({ cityCode, districtCode }: Place): number => (districtCode ? 3 : cityCode ? 2 : 1)

type Reading = { place: Place; end: number; words: number }

function regionsAt(index: RegionIndex, text: string, start: number): Reading[] {
  const readings: Reading[] = []
  for (const { code, end } of namesAt(index.provinces, text, start)) {
    const province: Reading = { place: { provinceCode: code, cityCode: null, districtCode: null }, end, words: 1 }
    const lower = placesBelow(text, end, index.provinces, code).flatMap((at) => belowProvince(index, text, at, province))
    readings.push(...lower, ...(standsAlone(text, start, end) ? [province] : []))
  }
  for (const { code, end } of namesAt(index.cities, text, start)) readings.push(...ofCity(index, text, code, end, start, 1))
  for (const { code, end } of namesAt(index.districts, text, start)) readings.push({ place: placeOf(index, code), end, words: 1 })
  return readings
}

function belowProvince(index: RegionIndex, text: string, at: number, upper: Reading): Reading[] {
  const names = index.below.get(upper.place.provinceCode)
  if (!names) return []
  return [
    ...namesAt(names.cities, text, at).flatMap(({ code, end }) => ofCity(index, text, code, end, null, upper.words + 1)),
    ...namesAt(names.districts, text, at).map(({ code, end }) => ({ place: placeOf(index, code), end, words: upper.words + 1 })),
  ]
}

function ofCity(index: RegionIndex, text: string, code: string, end: number, start: number | null, words: number): Reading[] {
  const names = index.below.get(code)?.districts
  const lower = names
    ? placesBelow(text, end, index.cities, code).flatMap((at) => namesAt(names, text, at).map((found) => ({ place: placeOf(index, found.code), end: found.end, words: words + 1 })))
    : []
  const only = index.onlyDistrict.get(code)
  const place = only ? placeOf(index, only) : { provinceCode: index.parentOf.get(code) ?? '', cityCode: code, districtCode: null }
  return [...lower, ...(start === null || standsAlone(text, start, end) ? [{ place, end, words }] : [])]
}

function placeOf(index: RegionIndex, districtCode: string): Place {
  const cityCode = index.parentOf.get(districtCode) ?? ''
  return { provinceCode: index.parentOf.get(cityCode) ?? '', cityCode, districtCode }
}

function namesAt(names: Names, text: string, at: number): { code: string; end: number }[] {
  const found: { code: string; end: number }[] = []
  for (let length = Math.min(LONGEST_NAME, text.length - at); length > 1; length -= 1) {
    const code = names.get(text.slice(at, at + length))
    if (code) found.push({ code, end: at + length })
  }
  return found
}

/** Where the next level may begin: after signs between, and after a level said twice as in 北京市北京市. */
function placesBelow(text: string, from: number, names: Names, code: string): number[] {
  const places: number[] = []
  let at = from
  for (;;) {
    const past = at + (BETWEEN.exec(text.slice(at))?.[0].length ?? 0)
    places.push(past)
    const again = namesAt(names, text, past).find((one) => one.code === code && /市$/u.test(text.slice(past, one.end)))
    const filler = FILLER.exec(text.slice(past))?.[0].length ?? 0
    if (!again && filler === 0) return places
    at = again ? again.end : past + filler
  }
}

/** 上海 is a place, 上海路 is a street somewhere. */
function standsAlone(text: string, start: number, end: number): boolean {
  const whole = /[省市州盟]$|地区$|自治区$/u.test(text.slice(start, end))
  return /^$|[\s,，、;；|:：]/u.test(text[start - 1] ?? '') ? whole || !/^[路街道巷大东西南北中]/u.test(text.slice(end)) : whole && !/^[路街道巷]/u.test(text.slice(end))
}
