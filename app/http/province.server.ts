import { cookies } from '#app/http/cookies.server.ts'
import { shopperOrGuest } from '#app/http/guards.server.ts'
import { defaultProvinceOf } from '#app/services/address/default-province.server.ts'

const CODE = /^\d{2}0000$/

export function isProvinceCode(text: unknown): text is string {
  return typeof text === 'string' && CODE.test(text)
}

/** Where this visitor has things sent: what was chosen last, else the default address; null: not said. */
export async function provinceOf(request: Request): Promise<string | null> {
  const chosen: unknown = await cookies().province.parse(request.headers.get('Cookie'))
  if (isProvinceCode(chosen)) return chosen
  const { userId } = await shopperOrGuest(request)
  return userId ? defaultProvinceOf(userId) : null
}

/** The Set-Cookie line that remembers a province. */
export function rememberProvince(code: string): Promise<string> {
  return cookies().province.serialize(code)
}
