import { MAX_FOOTPRINTS } from '#app/domain/catalogue/kept.ts'
import { db } from '#app/infra/db.server.ts'
import type { KeptCard } from '#app/services/favourite/favourites.server.ts'
import { withCards } from '#app/services/favourite/favourites.server.ts'

/** A person's own choice; nothing is kept before it, and nothing stays after it is taken back. */
export async function switchFootprints(userId: string, on: boolean): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { footprintsOn: on } })
    if (!on) await tx.footprint.deleteMany({ where: { userId } })
  })
}

export async function emptyFootprints(userId: string): Promise<void> {
  await db.footprint.deleteMany({ where: { userId } })
}

/**
 * Notes that a person looked at a product, if they want that: in one statement, so that a
 * note cannot come after they have taken it back.
 */
export async function noteFootprint({ userId, slug, now }: { userId: string; slug: string; now: Date }): Promise<void> {
  await db.$transaction(async (tx) => {
    const noted = await tx.$executeRaw`
      insert into footprint (user_id, product_id, seen_at)
      select u.id, p.id, ${now} from (select id from app_user where id = ${userId}::uuid and footprints_on for share) u
        join product p on p.slug = ${slug} and p.status in ('LISTED', 'OFF_SHELF')
      on conflict (user_id, product_id) do update set seen_at = excluded.seen_at`
    if (noted === 0) return
    await tx.$executeRaw`
      delete from footprint where user_id = ${userId}::uuid and product_id in (
        select product_id from footprint where user_id = ${userId}::uuid order by seen_at desc, product_id desc offset ${MAX_FOOTPRINTS})`
  })
}

export async function getFootprints(userId: string, now: Date): Promise<{ on: boolean; kept: KeptCard[] }> {
  const { footprintsOn, footprints } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      footprintsOn: true,
      footprints: { orderBy: [{ seenAt: 'desc' }, { productId: 'desc' }], select: { product: { select: { id: true, slug: true, title: true, motif: true } } } },
    },
  })
  return { on: footprintsOn, kept: await withCards(footprints.map(({ product }) => product), now) }
}
