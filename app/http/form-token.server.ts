import { newToken } from '#app/infra/id.server.ts'

/** A token for a hidden field: the same form sent twice is the same act. */
export function formToken(): string {
  return newToken()
}
