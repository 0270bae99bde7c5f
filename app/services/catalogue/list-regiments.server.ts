import type { FilterChoice } from '#app/domain/catalogue/views.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'

/** Places of origin in their own order, 十四团 · 金杨镇. */
export const listRegiments = keptUntilRung('regiments', load, { unheardMs: 0 }).get

function load(): Promise<FilterChoice[]> {
  return queryNamed<FilterChoice>('list-regiments', `select id as value, concat_ws(' · ', name, town) as label from regiment order by sort, id`, [])
}

/** Places that something of a category comes from: one look into the index for each. */
export async function regimentsOfCategory(slug: string): Promise<FilterChoice[]> {
  return queryNamed<FilterChoice>(
    'regiments-of-category',
    `select r.id as value, concat_ws(' · ', r.name, r.town) as label from regiment r
      where exists (select 1 from search_document d where d.visible and d.category_id = (select id from category where slug = $1) and d.regiment_id = r.id)
      order by r.sort, r.id`,
    [slug],
  )
}
