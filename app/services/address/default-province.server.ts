import { queryNamed } from '#app/infra/db.server.ts'

/** The province of a person's default address, or null without one. */
export async function defaultProvinceOf(userId: string): Promise<string | null> {
  const [row] = await queryNamed<{ provinceCode: string }>(
    'default-province',
    'select province_code as "provinceCode" from address where user_id = $1 order by is_default desc, created_at desc limit 1',
    [userId],
  )
  return row?.provinceCode ?? null
}
