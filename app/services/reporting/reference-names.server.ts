import type { Snapshot } from '#app/infra/read-snapshot.server.ts'

export type RegimentName = { id: string; name: string; town: string | null }
export type MerchantName = { id: string; name: string; regimentName: string; enrolled: boolean }
export type ReferenceNames = { regiments: RegimentName[]; merchants: MerchantName[] }

/** Names beside the figures; enrolled merchants are those open for business. */
export async function getReferenceNames(snapshot: Snapshot): Promise<ReferenceNames> {
  const regiments = await snapshot.rows<RegimentName>(
    `select id, name, town from regiment where alias_of is null order by sort`,
    [],
  )
  const merchants = await snapshot.rows<MerchantName>(
    `select m.id::text as id, m.name, r.name as "regimentName", m.status = 'OPEN' as enrolled
       from merchant m join regiment r on r.id = m.regiment_id
      where m.status <> 'PENDING' order by m.name, m.id`,
    [],
  )
  return { regiments, merchants }
}
