import type { MissingPart } from '#app/domain/address/parse-pasted.ts'
import type { RegionLists } from '#app/domain/catalogue/views.ts'
import type { FormValues } from '#app/http/parse-form.server.ts'
import { listRegions } from '#app/services/address/list-regions.server.ts'
import { readPasted } from '#app/services/address/read-pasted.server.ts'
import type { SavedAddress } from '#app/services/identity/get-account.server.ts'

/** A form with what could be read from its pasted line; the rest of it stays as it was typed. */
export async function fillFromPaste(typed: FormValues): Promise<{ values: FormValues; missing: MissingPart[] }> {
  const { name, phone, place, street, missing } = await readPasted(typed.pasted ?? '')
  const values = {
    ...typed,
    ...(name === null ? {} : { name }),
    ...(phone === null ? {} : { phone }),
    ...(street === null ? {} : { street }),
    ...(place ? { province: place.provinceCode, city: place.cityCode ?? '', district: place.districtCode ?? '' } : {}),
  }
  return { values, missing }
}

/** The lists for what is chosen, and the choice without what is not of its parent or not served. */
export async function regionsFor(typed: FormValues): Promise<{ regions: RegionLists; values: FormValues; provinceCode: string | null }> {
  const regions = await listRegions({ provinceCode: typed.province ?? null, cityCode: typed.city ?? null })
  const province = regions.provinces.find(({ code, served }) => served && code === typed.province)
  const values = {
    ...typed,
    province: province?.code ?? '',
    city: regions.cities.some(({ code }) => code === typed.city) ? (typed.city ?? '') : '',
    district: regions.districts.some(({ code }) => code === typed.district) ? (typed.district ?? '') : '',
  }
  return { regions, values, provinceCode: province?.code ?? null }
}

/** An entry of the address book as the values of the form. */
export function valuesOf(address: SavedAddress): FormValues {
  return { ...address.receiver, province: address.provinceCode, city: address.cityCode, district: address.districtCode }
}
