import { redirect } from '@remix-run/node'
import type { CartOwner } from '#app/domain/cart/cart.ts'
import { getSession, guestHashOf, newGuest } from '#app/http/session.server.ts'
import { safePath } from '#app/http/safe-path.server.ts'
import type { Viewer } from '#app/services/order/viewer.server.ts'

// Every loader and action calls its own guard: loaders of one page run side by side, so a
// check in a parent protects nothing.

export type CommandRole = 'COMMAND_PREPARER' | 'COMMAND_REVIEWER' | 'COMMAND_CHIEF'

/** For pages that show the same to everybody. Says so; asks nothing. */
export function publicPage(_request: Request): void {}

export function notFound(): Response {
  return new Response('没有找到您要的页面', { status: 404 })
}

function forbidden(): Response {
  return new Response('您的账号没有这里的权限', { status: 403 })
}

function toLogin(request: Request): Response {
  const { pathname, search } = new URL(request.url)
  // Client navigation asks for `/path.data`; people come back to the page itself.
  const next = request.method === 'GET' ? `${pathname.replace(/(?:\/_root)?\.data$/, '')}${search}` : pathname
  return redirect(`/login?next=${encodeURIComponent(safePath(next))}`, 303)
}

/** A signed-in person of any kind; others are led to the sign-in and back. */
export async function requireShopper(request: Request): Promise<{ userId: string; idHash: string }> {
  const session = await getSession(request)
  if (!session) throw toLogin(request)
  return session
}

export type Visitor = { owner: CartOwner | null; userId: string | null; guestHash: string | null }

/** Whoever it is: a signed-in person, a guest with a cookie, or a stranger (owner null). */
export async function shopperOrGuest(request: Request): Promise<Visitor> {
  const [session, guestHash] = await Promise.all([getSession(request), guestHashOf(request)])
  if (session) return { owner: { kind: 'user', userId: session.userId }, userId: session.userId, guestHash }
  return { owner: guestHash ? { kind: 'guest', guestHash } : null, userId: null, guestHash }
}

/** The owner of a cart that is about to be written; a stranger becomes a guest. */
export async function cartOwnerForWrite(request: Request): Promise<{ owner: CartOwner; headers: Record<string, string> }> {
  const { owner } = await shopperOrGuest(request)
  if (owner) return { owner, headers: {} }
  const { guestHash, setCookie } = await newGuest()
  return { owner: { kind: 'guest', guestHash }, headers: { 'Set-Cookie': setCookie } }
}

/** Who looks at an order: the person, the guest's cookie, or the key in the link. */
export async function orderViewer(request: Request): Promise<Viewer> {
  const { userId, guestHash } = await shopperOrGuest(request)
  const accessKey = new URL(request.url).searchParams.get('key')
  return { userId, guestHash, accessKey: accessKey && /^[\w-]{43}$/.test(accessKey) ? accessKey : null }
}

/** Whoever holds a link by which somebody else's order is paid; without its token there is no such page. */
export function linkHolder(request: Request): { token: string } {
  const token = new URL(request.url).searchParams.get('key')
  if (!token || !/^[\w-]{43}$/.test(token)) throw notFound()
  return { token }
}

export type MerchantPerson = { userId: string; merchantId: string; role: 'MERCHANT_OWNER' | 'MERCHANT_STAFF' }

/** Whether somebody of this shop, or of the platform, asks: they also see what is not public yet. */
export async function isBehindCounter(request: Request, merchantId: string): Promise<boolean> {
  const session = await getSession(request)
  return session?.memberships.some((one) => one.role === 'OPERATOR' || one.merchantId === merchantId) ?? false
}

export async function requireMerchant(request: Request): Promise<MerchantPerson> {
  const session = await getSession(request)
  if (!session) throw toLogin(request)
  for (const { role, merchantId } of session.memberships)
    if (merchantId && (role === 'MERCHANT_OWNER' || role === 'MERCHANT_STAFF')) return { userId: session.userId, merchantId, role }
  throw forbidden()
}

/** A person of the command centre; with roles named, only one of these. */
export async function requireCommand(
  request: Request,
  ...roles: CommandRole[]
): Promise<{ userId: string; role: CommandRole }> {
  const session = await getSession(request)
  if (!session) throw toLogin(request)
  for (const { role } of session.memberships) {
    if (role !== 'COMMAND_PREPARER' && role !== 'COMMAND_REVIEWER' && role !== 'COMMAND_CHIEF') continue
    if (roles.length === 0 || roles.includes(role)) return { userId: session.userId, role }
  }
  throw forbidden()
}

export async function requireOperator(request: Request): Promise<{ userId: string; role: 'OPERATOR' }> {
  const session = await getSession(request)
  if (!session) throw toLogin(request)
  if (session.memberships.some(({ role }) => role === 'OPERATOR')) return { userId: session.userId, role: 'OPERATOR' }
  throw forbidden()
}
