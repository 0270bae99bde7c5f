import { realNow } from '#app/infra/clock.server.ts'
import { sha256 } from '#app/infra/crypto.server.ts'
import { db, queryNamed } from '#app/infra/db.server.ts'
import type { Role } from '#app/infra/generated/prisma/enums.ts'
import { newSecret } from '#app/infra/id.server.ts'

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS

// Shoppers stay signed in over the festival; people with a role sign in daily.
const limits = {
  shopper: { idleMs: 30 * DAY_MS, absoluteMs: 90 * DAY_MS },
  staff: { idleMs: 8 * HOUR_MS, absoluteMs: 24 * HOUR_MS },
}

const TOUCH_EVERY_MS = 60_000

export type SessionMembership = { role: Role; merchantId: string | null }
export type LiveSession = { idHash: string; userId: string; memberships: SessionMembership[] }

/** Starts a session and gives the secret for its cookie; only its hash is stored. Real time. */
export async function startSession(userId: string, userAgent: string | null): Promise<string> {
  const secret = newSecret()
  const staff = (await db.membership.count({ where: { userId } })) > 0
  await db.session.create({
    data: {
      idHash: sha256(secret),
      userId,
      expiresAt: new Date(realNow().getTime() + (staff ? limits.staff : limits.shopper).idleMs),
      userAgent: userAgent?.slice(0, 200) ?? null,
    },
  })
  return secret
}

type SessionRow = { userId: string; lastSeenAt: Date; createdAt: Date; memberships: SessionMembership[] | null }

/** The live session of a cookie's secret: not expired, not signed out, its person active. */
export async function findSession(secret: string): Promise<LiveSession | null> {
  const idHash = sha256(secret)
  const [row] = await queryNamed<SessionRow>(
    'find-session',
    `select s.user_id as "userId", s.last_seen_at as "lastSeenAt", s.created_at as "createdAt",
            (select json_agg(json_build_object('role', m.role, 'merchantId', m.merchant_id) order by m.created_at, m.id)
               from membership m where m.user_id = s.user_id) as memberships
       from session s join app_user u on u.id = s.user_id
      where s.id_hash = $1 and s.expires_at > now() and u.status = 'ACTIVE'`,
    [idHash],
  )
  if (!row) return null
  const memberships = row.memberships ?? []
  const now = realNow().getTime()
  const limit = memberships.length > 0 ? limits.staff : limits.shopper
  if (row.createdAt.getTime() + limit.absoluteMs <= now) return null
  if (row.lastSeenAt.getTime() + TOUCH_EVERY_MS <= now)
    await db.session.updateMany({
      where: { idHash },
      data: {
        lastSeenAt: new Date(now),
        expiresAt: new Date(Math.min(now + limit.idleMs, row.createdAt.getTime() + limit.absoluteMs)),
      },
    })
  return { idHash, userId: row.userId, memberships }
}

export async function endSession(secret: string): Promise<void> {
  await db.session.deleteMany({ where: { idHash: sha256(secret) } })
}

/** Signs a person out everywhere, or everywhere else. */
export async function endAllSessions(userId: string, except?: { idHash: string }): Promise<number> {
  const { count } = await db.session.deleteMany({
    where: { userId, ...(except ? { idHash: { not: except.idHash } } : {}) },
  })
  return count
}

export async function listSessions(userId: string) {
  return db.session.findMany({
    where: { userId, expiresAt: { gt: realNow() } },
    orderBy: { lastSeenAt: 'desc' },
    select: { idHash: true, createdAt: true, lastSeenAt: true, userAgent: true },
  })
}
