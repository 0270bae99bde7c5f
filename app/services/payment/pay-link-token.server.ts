import { keyedHash, sha256 } from '#app/infra/crypto.server.ts'
import { env } from '#app/infra/env.server.ts'

/** The unguessable part of a link; derived, so that its owner can be shown it again and it need not be stored. */
export function payLinkToken(linkId: string): string {
  return keyedHash('pay-link', linkId)
}

export const payLinkHash = (token: string): string => sha256(token)

/** The whole address, as it goes into a chat. The log keeps paths, not queries, so the token is a query. */
export function payLinkUrl(linkId: string): string {
  return `${env().appOrigin}/pay-for?key=${payLinkToken(linkId)}`
}
