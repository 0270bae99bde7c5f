import type { PastedAddress } from '#app/domain/address/parse-pasted.ts'
import { parsePasted } from '#app/domain/address/parse-pasted.ts'
import type { RegionRow } from '#app/domain/address/region-index.ts'
import { indexRegions } from '#app/domain/address/region-index.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'

// The national list changes once a year, with a release.
const regions = keptUntilRung('region-index', async () => indexRegions(await queryNamed<RegionRow>('all-regions', 'select code, name, level::text, parent_code as "parentCode" from region order by code', [])), {
  unheardMs: 60 * 60_000,
})

/** A pasted line as the parts of an address; nothing of it is kept. */
export async function readPasted(text: string): Promise<PastedAddress> {
  return parsePasted(text, await regions.get())
}
