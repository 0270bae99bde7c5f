// What a query meets when the database is stopped, starting, full or out of reach; every
// other error is a bug or an answer.
const codes = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH',
  // PostgreSQL: shut down, crashed, starting, no place left, connection lost.
  '57P01', '57P02', '57P03', '53100', '53300', '08000', '08001', '08003', '08004', '08006',
  // Prisma: not reachable, timed out, connection closed, no connection in time.
  'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037',
])
const kinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'])
// pg gives these no code.
const words = /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)|Unable to start a transaction in the given time/

/**
 * Whether an error says that the database is away, so that trying later may help. Others
 * out of reach (the payment provider by its SDK, whatever `fetch` calls) are not meant.
 */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false
  const { code, kind, type, originalCode, message, cause, meta, errors } = error as Record<string, unknown>
  if (error instanceof TypeError || (typeof type === 'string' && type.startsWith('Stripe'))) return false
  if (typeof code === 'string' && codes.has(code)) return true
  if (typeof originalCode === 'string' && codes.has(originalCode)) return true
  if (typeof kind === 'string' && kinds.has(kind)) return true
  if (typeof message === 'string' && words.test(message)) return true
  const inner = [cause, meta, (meta as Record<string, unknown> | undefined)?.driverAdapterError, ...(Array.isArray(errors) ? errors : [])]
  return inner.some((one) => isDatabaseAway(one, depth + 1))
}
