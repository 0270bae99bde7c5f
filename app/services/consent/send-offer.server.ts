import { mayAdvertise } from '#app/domain/law/consent.ts'
import type { Tx } from '#app/infra/db.server.ts'
import { notify } from '#app/infra/notifier.server.ts'
import { listConsents } from '#app/services/consent/consents.server.ts'

export type Offer = { dedupeKey: string; title: string; body: string; at: Date }

/**
 * The one road for advertising: R-56, nobody gets any who has not asked for it, and the way
 * out stands in every one. Notices of orders and after-sales go by {@link notify}.
 * @returns false where the person does not want it, and nothing was sent
 */
export async function sendOffer(tx: Tx, userId: string, { dedupeKey, title, body, at }: Offer): Promise<boolean> {
  if (!mayAdvertise(await listConsents(userId, tx))) return false
  await notify(tx, { userId, phone: null, dedupeKey, title, body: `${body} 不想再收到：我的账号 → 隐私与账号。`, at })
  return true
}
