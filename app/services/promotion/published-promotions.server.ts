import type { PromotionBook } from '#app/domain/promotion/book.ts'
import { promotionBook } from '#app/domain/promotion/book.ts'
import { isCounted } from '#app/domain/promotion/claims.ts'
import type { PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { promotionOf } from '#app/domain/promotion/definition.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'
import { findStruckPrices } from '#app/services/promotion/base-price-evidence.server.ts'
import type { StruckPrice } from '#app/services/promotion/base-price-evidence.server.ts'
import { readDefinition } from '#app/services/promotion/promotion-definition.server.ts'

/** All that may be granted now or was promised with a coupon, ready for pricing. */
export type PublishedPromotions = {
  revision: number
  book: PromotionBook
  /** Of a version in the book. */
  definitionOf: (promotionId: string, version: number) => PromotionDefinition
  /** Ids of promotions with any limit, whose standing a quote has to ask for. */
  limited: string[]
  /** Whether a coupon in a wallet could count, and whether it matters if somebody buys for the first time. */
  asksWallet: boolean
  asksFirstOrder: boolean
  /** What may stand struck through beside a unit price. */
  struck: StruckPrice[]
  /** SKUs that promotions give away. */
  giftSkuIds: string[]
  /** Every start and end of a promotion that needs no coupon, ascending: when public pages change by themselves. */
  boundaries: Date[]
}

// A placement compares the revision in its own statement.
const kept = keptUntilRung('published-promotions', load, { unheardMs: 500 })

/** The present promotions; the same object until one is published or stopped. */
export const publishedPromotions = kept.get
export const forgetPromotions = kept.forget

type VersionRow = { id: string; version: number; merchantId: string | null; definition: unknown }
type Version = Omit<VersionRow, 'definition'> & { definition: PromotionDefinition }

// One statement, so that everything is of the revision it says. Versions with a coupon that is
// not used yet stay in force for that coupon, also of a promotion that was stopped.
async function load(): Promise<PublishedPromotions> {
  const [row] = await queryNamed<{ promotions: { revision: number; versions: VersionRow[] } }>(
    'published-promotions',
    `select json_build_object(
       'revision', (select revision from promotion_revision where id = 1),
       'versions', (select coalesce(json_agg(json_build_object('id', v.promotion_id, 'version', v.version, 'merchantId', p.merchant_id, 'definition', v.definition)), '[]')
                      from promotion_version v join promotion p on p.id = v.promotion_id
                     where (p.state = 'PUBLISHED' and v.version = p.published_version)
                        or exists (select 1 from coupon c where c.promotion_id = v.promotion_id and c.version = v.version and c.state <> 'USED'))
     ) as promotions`,
    [],
  )
  if (!row) throw new Error('No promotion revision')
  const { revision, versions } = row.promotions
  // Evidence is found later than its version and rings, too.
  const struck = await findStruckPrices(versions.map(({ id, version }) => ({ promotionId: id, version })))
  return compile(revision, versions.map((version) => ({ ...version, definition: readDefinition(version.definition) })), struck)
}

function compile(revision: number, versions: readonly Version[], struck: StruckPrice[]): PublishedPromotions {
  const byVersion = new Map(versions.map(({ id, version, definition }) => [`${id}/${version}`, definition]))
  const definitions = versions.map(({ definition }) => definition)
  return {
    revision,
    book: promotionBook(versions.map(({ id, version, merchantId, definition }) => promotionOf(definition, { id, version, merchantId }))),
    definitionOf: (promotionId, version) => {
      const found = byVersion.get(`${promotionId}/${version}`)
      if (!found) throw new Error(`Version ${version} of promotion ${promotionId} is not in force`)
      return found
    },
    limited: [...new Set(versions.filter(({ definition }) => isLimited(definition)).map(({ id }) => id))],
    asksWallet: definitions.some(({ needs }) => needs === 'CLAIM'),
    asksFirstOrder: definitions.some(({ buyers }) => buyers === 'FIRST_ORDER'),
    struck,
    giftSkuIds: [...new Set(definitions.flatMap(({ action }) => (action.type === 'GIFT' ? action.steps.map(({ skuId }) => skuId) : [])))],
    boundaries: definitions
      .filter(({ needs }) => needs !== 'CLAIM')
      .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
      .sort((a, b) => a.getTime() - b.getTime()),
  }
}

function isLimited(terms: PromotionDefinition): boolean {
  const { limits, action } = terms
  const limitedItem = action.type === 'UNIT_PRICE' && action.items.some(({ promisedUnits, maxPerBuyer }) => promisedUnits !== null || maxPerBuyer !== null)
  return isCounted(terms) || limits.usesPerBuyer !== null || limitedItem
}

/** The first instant after `now` at which a public page may show another price or promotion; null: none. */
export async function nextPromotionChange(now: Date): Promise<Date | null> {
  const { boundaries } = await publishedPromotions()
  return boundaries.find((at) => at > now) ?? null
}
