import type { ClosingObstacle } from '#app/domain/identity/close-account.ts'
import { closingObstacles } from '#app/domain/identity/close-account.ts'
import { decrypt, encrypt, keyedHash } from '#app/infra/crypto.server.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { db } from '#app/infra/db.server.ts'
import { appendAudit } from '#app/services/audit/append-audit.server.ts'
import { verifyPassword } from '#app/services/identity/password.server.ts'
import { countTry } from '#app/services/identity/throttle.server.ts'

export type CloseResult =
  | { ok: true }
  | { ok: false; reason: 'open_trade'; obstacles: ClosingObstacle[] }
  | { ok: false; reason: 'wrong_password' }
  | { ok: false; reason: 'too_many'; retryAfterSeconds: number }

/** What stands between this person and a closed account; empty: nothing. */
export async function findClosingObstacles(userId: string, on: Pick<Tx, 'checkout' | 'merchantOrder' | 'refund' | 'membership'> = db): Promise<ClosingObstacle[]> {
  const [checkouts, orders, refunds, roles] = await Promise.all([
    on.checkout.findMany({ where: { userId }, select: { number: true, state: true }, orderBy: { placedAt: 'desc' } }),
    on.merchantOrder.findMany({ where: { checkout: { userId } }, select: { number: true, state: true }, orderBy: { placedAt: 'desc' } }),
    on.refund.findMany({ where: { checkout: { userId } }, select: { state: true, checkout: { select: { number: true } } } }),
    on.membership.count({ where: { userId } }),
  ])
  return closingObstacles({ checkouts, orders, refunds: refunds.map(({ state, checkout }) => ({ number: checkout.number, state })) }, roles > 0)
}

/**
 * closes a person's account. Profile, addresses, inbox, cart, favourites, footprints and sessions are gone; trade
 * rows stay for the time the law asks, under the bare id, without name, telephone and street.
 */
export async function closeAccount({ userId, password, now }: { userId: string; password: string; now: Date }): Promise<CloseResult> {
  const { passwordHash, phoneCipher } = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { passwordHash: true, phoneCipher: true } })
  const counted = await countTry('signInAccount', decrypt(phoneCipher))
  if (!counted.ok) return { ok: false, reason: 'too_many', retryAfterSeconds: counted.retryAfterSeconds }
  if (!(await verifyPassword(passwordHash, password))) return { ok: false, reason: 'wrong_password' }
  return db.$transaction(async (tx): Promise<CloseResult> => {
    // Placements write the person's rows too: whoever comes second sees what the first has done.
    await tx.$queryRaw`select id from app_user where id = ${userId}::uuid for update`
    const obstacles = await findClosingObstacles(userId, tx)
    if (obstacles.length > 0) return { ok: false, reason: 'open_trade', obstacles }
    await wipe(tx, userId, now)
    await appendAudit(tx, { actor: { id: userId, role: 'SHOPPER' }, action: 'account.close', subjectType: 'app_user', subjectId: userId, at: now })
    return { ok: true }
  })
}

async function wipe(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx.address.deleteMany({ where: { userId } })
  await tx.session.deleteMany({ where: { userId } })
  await tx.passwordReset.deleteMany({ where: { userId } })
  await tx.message.deleteMany({ where: { userId } })
  await tx.cart.deleteMany({ where: { userId } })
  await tx.checkout.updateMany({ where: { userId }, data: { personalCipher: encrypt(JSON.stringify({ name: '已注销', phone: '', street: '' })), giftCardCipher: null } })
  await tx.invoiceRequest.updateMany({ where: { merchantOrder: { checkout: { userId } } }, data: { detailsCipher: encrypt(JSON.stringify({ title: '已注销', taxNumber: '' })) } })
  await tx.favourite.deleteMany({ where: { userId } })
  await tx.footprint.deleteMany({ where: { userId } })
  await tx.user.update({
    where: { id: userId },
    data: {
      status: 'CLOSED',
      closedAt: now,
      footprintsOn: false,
      // The number may register anew; nothing leads from it to this row any more.
      phoneHash: keyedHash('closed', userId),
      phoneCipher: encrypt(''),
      nameCipher: null,
      passwordHash: 'closed',
    },
  })
}
