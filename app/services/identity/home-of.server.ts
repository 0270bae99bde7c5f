import { db } from '#app/infra/db.server.ts'

/** Where a person begins after signing in: their console, or the shop. */
export async function homeOf(userId: string): Promise<string> {
  const membership = await db.membership.findFirst({ where: { userId }, orderBy: { createdAt: 'asc' }, select: { role: true } })
  switch (membership?.role) {
    case 'MERCHANT_OWNER':
    case 'MERCHANT_STAFF':
      return '/merchant'
    case 'COMMAND_PREPARER':
    case 'COMMAND_REVIEWER':
    case 'COMMAND_CHIEF':
      return '/command'
    case 'OPERATOR':
      return '/operator'
    default:
      return '/'
  }
}
