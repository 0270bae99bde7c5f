import { readFileSync } from 'node:fs'
import type { Reader } from '#app/infra/db.server.ts'
import { carriers, categories, notServed, provinceShortNames, regiments } from '#prisma/seed/reference-data.ts'
import { firstRules } from '#prisma/seed/rule-texts.ts'
import { seedSearchWords } from '#prisma/seed/search-words.ts'
import { seedShipping } from '#prisma/seed/shipping.ts'

type Province = { code: string; name: string; cities: { code: string; name: string; districts: [code: string, name: string][] }[] }

/** Reference tables; rows that are there stay as they are. */
export async function seedReference(on: Reader): Promise<void> {
  const provinces = JSON.parse(readFileSync(new URL('./regions.json', import.meta.url), 'utf8')) as Province[]
  const cities = provinces.flatMap((province) => province.cities.map((city) => ({ ...city, parentCode: province.code })))
  await on.region.createMany({
    data: [
      ...provinces.map(({ code, name }) => ({ code, name, shortName: provinceShortNames[code] ?? name, level: 'PROVINCE' as const })),
      ...notServed.map(({ code, name }) => ({ code, name, shortName: provinceShortNames[code] ?? name, level: 'PROVINCE' as const, served: false })),
    ],
    skipDuplicates: true,
  })
  await on.region.createMany({
    data: cities.map(({ code, name, parentCode }) => ({ code, name, shortName: shortPlace(name), level: 'CITY' as const, parentCode })),
    skipDuplicates: true,
  })
  await on.region.createMany({ data: cities.flatMap(districtsOf), skipDuplicates: true })
  await on.regiment.createMany({ data: regiments, skipDuplicates: true })
  await on.category.createMany({ data: categories, skipDuplicates: true })
  await on.carrier.createMany({ data: carriers, skipDuplicates: true })
  await seedRules(on)
  await seedShipping(on)
  await seedSearchWords(on)
  await on.businessClock.createMany({ data: [{ id: 1, offsetMs: 0n }], skipDuplicates: true })
}

/** The first version of every page of rules. */
export async function seedRules(on: Reader): Promise<void> {
  await on.ruleVersion.createMany({ data: firstRules, skipDuplicates: true })
}

/**
 * A few cities (东莞, 中山 …) have no districts. They get one of their own name, with a code
 * that ends in 99: the national list uses no such code.
 */
function districtsOf(city: Province['cities'][number]) {
  const list: [string, string][] = city.districts.length > 0 ? city.districts : [[`${city.code.slice(0, 4)}99`, city.name]]
  return list.map(([code, name]) => ({ code, name, shortName: shortPlace(name), level: 'DISTRICT' as const, parentCode: city.code }))
}

/** 台州市 → 台州; names of two characters stay whole. */
function shortPlace(name: string): string {
  return name.length > 2 ? name.replace(/(?:市|区|县|地区|盟)$/u, '') : name
}
