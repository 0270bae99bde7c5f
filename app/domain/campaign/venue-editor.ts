import { MAX_PINS, MAX_RULES } from '#app/domain/campaign/check-campaign.ts'
import type { Problems } from '#app/domain/campaign/check-campaign.ts'
import type { Venue, VenueRule } from '#app/domain/campaign/content.ts'
import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import { formatYuan } from '#app/domain/money.ts'
import type { EditorValues } from '#app/domain/promotion/editor-values.ts'
import { reader } from '#app/domain/promotion/editor-values.ts'
import { goodsTypes } from '#app/domain/shipping/words.ts'

const RULE_FIELDS = ['label', 'categoryId', 'regimentId', 'goodsType', 'merchantId', 'bundle', 'fromFen', 'untilFen', 'enrolled']
const PIN_FIELDS = ['productId', 'paid', 'note']
const rows = (list: string, count: number, fields: readonly string[]): string[] => Array.from({ length: count + 1 }, (_, place) => fields.map((field) => `${list}.${place}.${field}`)).flat()

/** Every field that the editor of a venue may send; one row more than there may be is refused with a sentence. */
export const venueFields: readonly string[] = ['name', 'slug', 'intro', 'motif', ...rows('rules', MAX_RULES, RULE_FIELDS), ...rows('pins', MAX_PINS, PIN_FIELDS)]

const isGoodsType = (text: string): text is GoodsType => (goodsTypes as readonly string[]).includes(text)

/** A venue out of what was typed, its rows without gaps, or the sentence beside each field that cannot be read. */
export function readVenue(values: EditorValues): { ok: true; venue: Venue } | { ok: false; problems: Problems } {
  const read = reader(values)
  const filled = (list: string, most: number, fields: readonly string[]): string[] =>
    Array.from({ length: most + 1 }, (_, place) => `${list}.${place}`).filter((row) => fields.some((field) => !read.empty(`${row}.${field}`)))
  const rule = (row: string): VenueRule => {
    const [categoryId, regimentId, goodsType, merchantId, bundle] = ['categoryId', 'regimentId', 'goodsType', 'merchantId', 'bundle'].map((field) => read.raw(`${row}.${field}`)) as [string, string, string, string, string]
    const fromFen = read.optionalYuan(`${row}.fromFen`, '最低价')
    const untilFen = read.optionalYuan(`${row}.untilFen`, '最高价')
    return {
      label: read.text(`${row}.label`, '这一组的标题', 20),
      ...(categoryId ? { categoryId } : {}),
      ...(regimentId ? { regimentId } : {}),
      ...(isGoodsType(goodsType) ? { goodsType } : {}),
      ...(merchantId ? { merchantId } : {}),
      ...(bundle ? { bundle: bundle === 'yes' } : {}),
      ...(fromFen === null ? {} : { fromFen }),
      ...(untilFen === null ? {} : { untilFen }),
      ...(read.empty(`${row}.enrolled`) ? {} : { enrolled: true as const }),
    }
  }
  const venue: Venue = {
    slug: read.raw('slug'),
    name: read.text('name', '会场名称', 12),
    intro: read.raw('intro').slice(0, 60),
    motif: read.raw('motif'),
    rules: filled('rules', MAX_RULES, RULE_FIELDS).map(rule),
    pins: filled('pins', MAX_PINS, PIN_FIELDS).map((row) => ({ productId: read.raw(`${row}.productId`), paid: !read.empty(`${row}.paid`), note: read.raw(`${row}.note`).slice(0, 20) })),
  }
  return Object.keys(read.problems).length > 0 ? { ok: false, problems: read.problems } : { ok: true, venue }
}

const yuan = (fen: number | undefined): string => (fen === undefined ? '' : formatYuan(fen).replace(/\.00$/, ''))

/** What the editor shows of a venue: the fields that would be read back as the same. */
export function venueValues({ slug, name, intro, motif, rules, pins }: Venue): Record<string, string> {
  const values: Record<string, string> = { slug, name, intro, motif }
  rules.forEach(({ label, categoryId = '', regimentId = '', goodsType = '', merchantId = '', bundle, fromFen, untilFen, enrolled }, place) => {
    const fields = { label, categoryId, regimentId, goodsType, merchantId, bundle: bundle === undefined ? '' : bundle ? 'yes' : 'no', fromFen: yuan(fromFen), untilFen: yuan(untilFen), enrolled: enrolled ? 'on' : '' }
    for (const [field, value] of Object.entries(fields)) values[`rules.${place}.${field}`] = value
  })
  pins.forEach(({ productId, paid, note }, place) => {
    Object.assign(values, { [`pins.${place}.productId`]: productId, [`pins.${place}.paid`]: paid ? 'on' : '', [`pins.${place}.note`]: note })
  })
  return values
}
