/** What of an error may stand in a log. */
export type ErrorFacts = { type: string; code?: string; message: string; stack: string; cause?: ErrorFacts }

const LONGEST = 500

/**
 * Kind, place and cause of an error, without what it carries: Prisma prints the arguments
 * of a call into its message, PostgreSQL the value that it refused, and both belong to a
 * person. Long digits (phones, order numbers) and Chinese words go in any case.
 */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' }
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? String(error.code) : undefined
  return {
    type: error.constructor.name,
    ...(code === undefined ? {} : { code }),
    message: loggableMessage(error, code),
    stack: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12).join('\n'),
    ...(error.cause === undefined || depth > 2 ? {} : { cause: errorFacts(error.cause, depth + 1) }),
  }
}

function loggableMessage(error: Error, code: string | undefined): string {
  const { message } = error
  // A refused value (class 22, or text that is no JSON) may be anything; names of tables and
  // settings are plain words.
  const refusesValue = code?.startsWith('22') || error instanceof SyntaxError || /\b22[0-9A-Z]{3}\b/.test(message)
  const plain = refusesValue ? /^$/ : /^["'][\w .:/-]{0,60}["']$/
  // The last line says what is wrong, the lines before it show the call.
  const told = error.name.startsWith('PrismaClient') ? (message.trim().split('\n').at(-1) ?? '') : message
  return told
    .replace(/"[^"]*"|'[^']*'/g, (quoted) => (plain.test(quoted) ? quoted : '"…"'))
    // The shop's own errors are in English: what is not, came from a person.
    .replace(/[^\x20-\x7e…]+/g, '…')
    .replace(/\d{6,}/g, '*')
    .slice(0, LONGEST)
}
