import { keyedHash, sameSecret } from '#app/infra/crypto.server.ts'

/** Who looks at an order: its person, the guest's cookie, or whoever has its link. */
export type Viewer = { userId: string | null; guestHash: string | null; accessKey: string | null }

/** The unguessable part of a guest's link; derived, so it can be shown again. */
export function orderAccessKey(checkoutId: string): string {
  return keyedHash('order-link', checkoutId)
}

export function mayView(order: { id: string; userId: string | null; guestHash: string | null }, viewer: Viewer): boolean {
  if (order.userId !== null && order.userId === viewer.userId) return true
  if (order.guestHash !== null && order.guestHash === viewer.guestHash) return true
  // The link opens guests' orders only: a person's order is behind the sign-in.
  return order.userId === null && viewer.accessKey !== null && sameSecret(viewer.accessKey, orderAccessKey(order.id))
}
