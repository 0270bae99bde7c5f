import type { RegionChoice, RegionLists } from '#app/domain/catalogue/views.ts'
import { queryNamed } from '#app/infra/db.server.ts'

/** The lists of the three address fields for what is chosen so far; a wrong parent gives an empty list. */
export async function listRegions(chosen: { provinceCode: string | null; cityCode: string | null }): Promise<RegionLists> {
  const rows = await queryNamed<RegionChoice & { level: string }>(
    'list-regions',
    `select code, name, served, level::text from region
      where level = 'PROVINCE' or (level = 'CITY' and parent_code = $1)
         or (level = 'DISTRICT' and parent_code = $2 and exists (
               select 1 from region city where city.code = $2 and city.parent_code = $1))
      order by code`,
    [chosen.provinceCode, chosen.cityCode],
  )
  const of = (level: string) => rows.filter((row) => row.level === level).map(({ code, name, served }) => ({ code, name, served }))
  return { provinces: of('PROVINCE'), cities: of('CITY'), districts: of('DISTRICT') }
}
