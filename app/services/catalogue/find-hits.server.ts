import type { Hit } from '#app/domain/catalogue/arrange-hits.ts'
import type { ListFilters } from '#app/domain/catalogue/list-query.ts'
import { pool } from '#app/infra/db.server.ts'
import { inStock } from '#app/services/catalogue/product-cards.server.ts'

/** Of a broad word the closest ten pages are found; filters narrow what is looked through. */
export const MOST_HITS = 240

/**
 * Listings that a plan finds, with the tier that found each. Each tier asks the index once and
 * stops at the limit, so a word that is everywhere costs little more than a rare one.
 */
export async function findHits(plan: readonly string[], narrow?: Pick<ListFilters, 'category' | 'regiment' | 'sevenDay'>): Promise<Hit[]> {
  if (plan.length === 0) return []
  const values: unknown[] = [...plan, MOST_HITS + 1]
  const limit = `$${values.length}`
  const filters = [
    narrow?.category && `category_id = $${values.push(narrow.category)}`,
    narrow?.regiment && `regiment_id = $${values.push(narrow.regiment)}`,
    narrow?.sevenDay && `return_policy = 'SEVEN_DAY'`,
  ].filter(Boolean)
  const tiers = plan.map(
    (_, tier) => `(select product_id, ${tier} as tier, sort from search_document
       where visible and tokens @@ $${tier + 1}::tsquery ${filters.map((filter) => `and ${filter}`).join(' ')} order by sort, product_id limit ${limit})`,
  )
  // Unnamed: how rare the words are decides how the index is asked.
  const { rows } = await pool.query<Hit>(
    `with closest as (select product_id, min(tier) as tier, sort from (${tiers.join(' union all ')}) found group by product_id, sort order by tier, sort, product_id limit ${limit})
     select d.product_id as "productId", closest.tier, d.sort, d.category_id as "categoryId", d.regiment_id as "regimentId", d.return_policy as "returnPolicy",
            ${inStock} as "inStock"
       from closest join search_document d on d.product_id = closest.product_id`,
    values,
  )
  return rows
}

/** Which of these plans find anything at all, by their place. */
export async function plansThatFind(plans: readonly string[]): Promise<Set<number>> {
  const { rows } = await pool.query<{ place: number }>(
    `select asked.place::int as place from unnest($1::text[]) with ordinality as asked (query, place)
      where exists (select 1 from search_document where visible and tokens @@ asked.query::tsquery)`,
    [plans],
  )
  return new Set(rows.map(({ place }) => place - 1))
}
