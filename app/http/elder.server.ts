import { env } from '#app/infra/env.server.ts'

const HALF_A_YEAR_SECONDS = 180 * 24 * 60 * 60

// Read for every public page before anything else is, so it is one sign in the clear and not
// one of the packed cookies. It says how a page is drawn, nothing about who looks.
const name = (): string => `${env().secureCookies ? '__Host-' : ''}elder`

/** Whether this visitor has asked for large type and fewer blocks (长辈模式). */
export function isElder(cookieHeader: string | null | undefined): boolean {
  if (!cookieHeader) return false
  const wanted = `${name()}=1`
  return cookieHeader.split(';').some((pair) => pair.trim() === wanted)
}

/** The Cookie line of a visitor who has. */
export function elderCookie(): string {
  return `${name()}=1`
}

/** The Set-Cookie line that remembers it, or forgets it. */
export function rememberElder(on: boolean): string {
  const secure = env().secureCookies ? '; Secure' : ''
  return `${name()}=${on ? '1' : ''}; Path=/; Max-Age=${on ? HALF_A_YEAR_SECONDS : 0}; HttpOnly; SameSite=Lax${secure}`
}
