import pino from 'pino'
import type { Logger } from 'pino'
import { env } from '#app/infra/env.server.ts'
import { singleton } from '#app/infra/singleton.server.ts'

/**
 * Structured log lines on standard output. Callers pass ids and counts, never a name,
 * phone, address, token or whole object; the redaction below is only the second wall.
 */
export function logger(): Logger {
  return singleton('logger', () =>
    pino({
      level: env().logLevel,
      base: { process: process.env.PROCESS_NAME ?? 'process', pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['phone', 'name', 'street', 'password', 'token', 'cookie', 'authorization', '*.phone', '*.password', '*.token'],
      serializers: { err: pino.stdSerializers.errWithCause },
    }),
  )
}
