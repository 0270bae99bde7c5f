import type { Reader } from '#app/infra/db.server.ts'
import { carriers, categories, regiments } from '#prisma/seed/reference-data.ts'
import { regionRows } from '#prisma/seed/region-rows.ts'
import { firstRules } from '#prisma/seed/rule-texts.ts'
import { seedSearchWords } from '#prisma/seed/search-words.ts'
import { seedShipping } from '#prisma/seed/shipping.ts'

/** Reference tables; rows that are there stay as they are. */
export async function seedReference(on: Reader): Promise<void> {
  const regions = regionRows()
  for (const level of ['PROVINCE', 'CITY', 'DISTRICT'])
    await on.region.createMany({ data: regions.filter((region) => region.level === level), skipDuplicates: true })
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
