import type { Answer } from '#app/infra/stripe-sandbox/answers.server.ts'
import type { BookFile } from '#app/infra/stripe-sandbox/book-file.server.ts'
import { SandboxError } from '#app/infra/stripe-sandbox/answers.server.ts'

const KEPT_MS = 24 * 60 * 60_000

type Kept = { request: string; at: number; answer: Answer | 'in_flight' }

/**
 * Idempotency keys as the provider keeps them: the first answer is stored and given again
 * for the same request, another request under the key is an error, a twin in flight is a
 * conflict, and nothing is stored where the parameters were refused.
 */
export class IdempotencyKeys {
  readonly #kept = new Map<string, Kept>()
  readonly #now: () => Date

  readonly #file: BookFile | null

  constructor(now: () => Date, file: BookFile | null = null) {
    this.#now = now
    this.#file = file
    for (const { kind, id, value } of file?.read() ?? []) if (kind === 'key') this.#kept.set(id, value as Kept)
  }

  async run(key: string | null, request: string, carryOut: () => Promise<Answer>): Promise<Answer & { replayed: boolean }> {
    if (key === null) return { ...(await carryOut()), replayed: false }
    if (key.length > 255) throw new SandboxError(400, 'invalid_request_error', null, 'The idempotency key is too long.')
    const now = this.#now().getTime()
    const kept = this.#kept.get(key)
    if (kept && now - kept.at < KEPT_MS) {
      if (kept.request !== request)
        throw new SandboxError(400, 'idempotency_error', null, `Keys for idempotent requests can only be used with the same parameters they were first used with.`)
      if (kept.answer === 'in_flight')
        throw new SandboxError(409, 'idempotency_error', 'idempotency_key_in_use', 'There is currently another in-progress request using this idempotency key.')
      return { ...kept.answer, replayed: true }
    }
    const entry: Kept = { request, at: now, answer: 'in_flight' }
    this.#kept.set(key, entry)
    try {
      const answer = await carryOut()
      // A copy: the object may move on, the stored answer does not.
      entry.answer = structuredClone(answer)
      this.#file?.append([{ kind: 'key', id: key, value: entry }])
      return { ...answer, replayed: false }
    } catch (error) {
      this.#kept.delete(key)
      throw error
    }
  }
}
