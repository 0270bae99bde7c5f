import pino from 'pino'
import type { DestinationStream, Logger } from 'pino'
import { env } from '#app/infra/env.server.ts'
import { errorFacts } from '#app/infra/error-facts.server.ts'
import { singleton } from '#app/infra/singleton.server.ts'

/**
 * Structured log lines on standard output. Callers pass ids and counts, never a name,
 * phone, address, token or whole object; the redaction below is only the second wall.
 */
export function logger(): Logger {
  return singleton('logger', () => createLogger(env().logLevel))
}

// What waits for room on a full disk; older lines stay, younger ones are lost.
const UNWRITTEN_BYTES = 1_000_000

/** A log that can no longer be written is no reason to close the shop. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ fd: 1, sync: true, maxLength: UNWRITTEN_BYTES })
  output.on('error', () => undefined)
  return output
}

export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: { process: process.env.PROCESS_NAME ?? 'process', pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['phone', 'name', 'street', 'password', 'token', 'cookie', 'authorization', '*.phone', '*.password', '*.token'],
      serializers: { err: errorFacts },
      hooks: {
        // Without words of ours pino would repeat the error's own, unserialized.
        logMethod(args, method) {
          const [first, ...rest] = args as unknown[]
          if (rest.length > 0 || typeof first !== 'object') method.apply(this, args)
          else method.apply(this, [first, 'error'] as unknown as typeof args)
        },
      },
    },
    destination ?? standardOutput(),
  )
}
