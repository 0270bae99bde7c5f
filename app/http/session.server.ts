import { sha256 } from '#app/infra/crypto.server.ts'
import { newSecret } from '#app/infra/id.server.ts'
import { cookies, readSecret } from '#app/http/cookies.server.ts'
import { endSession, findSession, startSession } from '#app/services/identity/sessions.server.ts'
import type { LiveSession } from '#app/services/identity/sessions.server.ts'

// Several loaders of one page ask for the same session: one look-up a request.
const found = new WeakMap<Request, Promise<LiveSession | null>>()

export function getSession(request: Request): Promise<LiveSession | null> {
  let session = found.get(request)
  if (!session) {
    session = readSecret(cookies().session, request).then((secret) => (secret ? findSession(secret) : null))
    found.set(request, session)
  }
  return session
}

/** The Set-Cookie line of a fresh session; an old one of this browser ends (rotation). */
export async function signInHeader(request: Request, userId: string): Promise<string> {
  const old = await readSecret(cookies().session, request)
  if (old) await endSession(old)
  const secret = await startSession(userId, request.headers.get('User-Agent'))
  return cookies().session.serialize(secret)
}

export async function signOutHeader(request: Request): Promise<string> {
  const secret = await readSecret(cookies().session, request)
  if (secret) await endSession(secret)
  return cookies().session.serialize('', { maxAge: 0 })
}

/** Hash of the guest's cookie, or null. */
export async function guestHashOf(request: Request): Promise<string | null> {
  const secret = await readSecret(cookies().guest, request)
  return secret && sha256(secret)
}

/** A guest's hash with the Set-Cookie line that makes it theirs. */
export async function newGuest(): Promise<{ guestHash: string; setCookie: string }> {
  const secret = newSecret()
  return { guestHash: sha256(secret), setCookie: await cookies().guest.serialize(secret) }
}
