import { db } from '#app/infra/db.server.ts'

export type LicenceEntry = {
  slug: string
  name: string
  legalName: string
  creditCode: string
  kind: string
  businessPlace: string
  contactPhone: string
  isDemo: boolean
}

/** Identity of every shop that sells here. */
export async function listLicences(): Promise<LicenceEntry[]> {
  return db.merchant.findMany({
    where: { status: { in: ['OPEN', 'SUSPENDED'] } },
    orderBy: { slug: 'asc' },
    select: {
      slug: true,
      name: true,
      legalName: true,
      creditCode: true,
      kind: true,
      businessPlace: true,
      contactPhone: true,
      isDemo: true,
    },
  })
}
