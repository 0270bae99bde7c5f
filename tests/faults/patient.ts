import { setTimeout as wait } from 'node:timers/promises'
import type { History } from '#tests/faults/history.ts'
import { ask } from '#tests/drive/ask.ts'
import type { Answer } from '#tests/drive/ask.ts'

/** Every step must be answered within this time, whatever was lost: the promise of trust for a sale. */
const PATIENCE_MS = 60_000
const ONE_ANSWER_MS = 15_000
const AGAIN_MS = 120

/**
 * Asks as a person does whose page does not load: again, the same. An answer that says “not
 * now” (503, with when to come back) is as good as none; a bug's page is noted and asked again, too.
 */
export function patientBrowser(history: History, cookie: () => string) {
  return async (step: string, url: string, form?: Record<string, string>): Promise<Answer> => {
    const until = performance.now() + PATIENCE_MS
    let last = ''
    while (performance.now() < until) {
      const answer = await ask(url, cookie(), form, { fresh: true, timeoutMs: ONE_ANSWER_MS }).catch((error: Error) => error)
      if (answer instanceof Error) last = answer.message
      else if (answer.status < 500) return answer
      else {
        last = `${answer.status}`
        if (answer.status !== 503) history.wrong.push(`${step}: answered ${answer.status} ${textOf(answer.body)}`)
      }
      await wait(AGAIN_MS)
    }
    throw new Error(`${step}: no answer for ${PATIENCE_MS / 1000} s (${last})`)
  }
}

export const textOf = (html: string): string => html.replace(/<(style|script)[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 300)
