import type { CategoryLink } from '#app/domain/catalogue/views.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'

/** Categories in which something is listed, in their own order. */
export const listCategories = keptUntilRung('categories', load, { unheardMs: 0 }).get

function load(): Promise<CategoryLink[]> {
  return queryNamed<CategoryLink>(
    'list-categories',
    `select c.id, c.slug, c.name, c.motif, count(*)::int as products
       from category c
       join product p on p.category_id = c.id and p.status = 'LISTED'
       join merchant m on m.id = p.merchant_id and m.status = 'OPEN'
      group by c.id order by c.sort, c.id`,
    [],
  )
}
