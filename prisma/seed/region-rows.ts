import { readFileSync } from 'node:fs'
import { notServed, provinceShortNames } from '#prisma/seed/reference-data.ts'

type Listed = { code: string; name: string; cities: { code: string; name: string; districts: [code: string, name: string][] }[] }

export type RegionSeed = { code: string; name: string; shortName: string; level: 'PROVINCE' | 'CITY' | 'DISTRICT'; parentCode: string | null; served: boolean }

/** The national list as rows, upper levels first. */
export function regionRows(): RegionSeed[] {
  const provinces = JSON.parse(readFileSync(new URL('./regions.json', import.meta.url), 'utf8')) as Listed[]
  const cities = provinces.flatMap((province) => province.cities.map((city) => ({ ...city, parentCode: province.code })))
  return [
    ...provinces.map(({ code, name }) => provinceRow(code, name, true)),
    ...notServed.map(({ code, name }) => provinceRow(code, name, false)),
    ...cities.map(({ code, name, parentCode }) => ({ code, name, shortName: shortPlace(name), level: 'CITY' as const, parentCode, served: true })),
    ...cities.flatMap(districtsOf),
  ]
}

const provinceRow = (code: string, name: string, served: boolean): RegionSeed => ({
  code, name, shortName: provinceShortNames[code] ?? name, level: 'PROVINCE', parentCode: null, served,
})

/**
 * A few cities (东莞, 中山 …) have no districts; the list gives them themselves. They get one of
 * their own name, with a code that ends in 99: the national list uses no such code.
 */
function districtsOf(city: Listed['cities'][number]): RegionSeed[] {
  const list = city.districts.filter(([code]) => code !== city.code)
  const named: [string, string][] = list.length > 0 ? list : [[`${city.code.slice(0, 4)}99`, city.name]]
  return named.map(([code, name]) => ({ code, name, shortName: shortPlace(name), level: 'DISTRICT', parentCode: city.code, served: true }))
}

/** 台州市 → 台州; names of two characters stay whole. */
function shortPlace(name: string): string {
  return name.length > 2 ? name.replace(/(?:市|区|县|地区|盟)$/u, '') : name
}
