import type { EditorValues, Reader } from '#app/domain/promotion/editor-values.ts'
import type { PricedItem, PromotionAction } from '#app/domain/promotion/types.ts'

const MOST_ROWS = 40

/** The rows that have something in them, in the places where they stand. */
function filledRows(read: Reader, list: 'steps' | 'items', fields: readonly string[]): string[] {
  return Array.from({ length: MOST_ROWS }, (_, place) => `action.${list}.${place}`).filter((row) => fields.some((field) => !read.empty(`${row}.${field}`)))
}

export function readAction(type: PromotionAction['type'], read: Reader): PromotionAction {
  switch (type) {
    case 'UNIT_PRICE':
      return {
        type,
        items: filledRows(read, 'items', ['skuId', 'unitPriceFen', 'promisedUnits', 'maxPerBuyer']).map(
          (row): PricedItem => ({
            skuId: read.choice(`${row}.skuId`, '商品'),
            unitPriceFen: read.yuan(`${row}.unitPriceFen`, '活动价'),
            promisedUnits: read.optionalCount(`${row}.promisedUnits`, '承诺件数'),
            maxPerBuyer: read.optionalCount(`${row}.maxPerBuyer`, '每人限购'),
          }),
        ),
      }
    case 'ITEM_PERCENT':
      return { type, steps: filledRows(read, 'steps', ['units', 'offBps']).map((row) => ({ units: read.count(`${row}.units`, '件数'), offBps: read.tenths(`${row}.offBps`) })) }
    case 'THRESHOLD':
      return { type, steps: filledRows(read, 'steps', ['thresholdFen', 'offFen']).map((row) => ({ thresholdFen: read.yuan(`${row}.thresholdFen`, '门槛'), offFen: read.yuan(`${row}.offFen`, '减的金额') })) }
    case 'EVERY':
      return { type, thresholdFen: read.yuan('action.steps.0.thresholdFen', '门槛') || 1, offFen: read.yuan('action.steps.0.offFen', '减的金额'), maxTimes: read.optionalCount('action.maxTimes', '最多减几次') }
    case 'PERCENT':
      return {
        type,
        steps: filledRows(read, 'steps', ['thresholdFen', 'offBps']).map((row) => ({ thresholdFen: read.yuan(`${row}.thresholdFen`, '门槛'), offBps: read.tenths(`${row}.offBps`) })),
        maxOffFen: read.optionalYuan('action.maxOffFen', '最多减'),
      }
    case 'GIFT':
      return {
        type,
        steps: filledRows(read, 'steps', ['thresholdFen', 'skuId', 'quantity']).map((row) => ({ thresholdFen: read.yuan(`${row}.thresholdFen`, '门槛'), skuId: read.raw(`${row}.skuId`), quantity: read.count(`${row}.quantity`, '件数') })),
      }
    case 'FREIGHT':
      return { type, steps: filledRows(read, 'steps', ['thresholdFen', 'maxOffFen']).map((row) => ({ thresholdFen: read.yuan(`${row}.thresholdFen`, '门槛'), maxOffFen: read.optionalYuan(`${row}.maxOffFen`, '减免的运费') })) }
  }
}

/** Rows that were left empty go, so that places of rows and of what is made of them are the same. */
export function closeGaps(values: EditorValues): Record<string, string> {
  const out: Record<string, string> = {}
  const rows: Record<string, Map<string, Record<string, string>>> = {}
  for (const [field, value = ''] of Object.entries(values)) {
    const match = /^(action\.(?:steps|items)|rules|pins)\.(\d+)\.(\w+)$/.exec(field)
    if (!match) out[field] = value
    else {
      const list = (rows[match[1]!] ??= new Map())
      const row = list.get(match[2]!) ?? {}
      row[match[3]!] = value
      list.set(match[2]!, row)
    }
  }
  for (const [list, byPlace] of Object.entries(rows)) {
    const filled = [...byPlace].sort(([a], [b]) => Number(a) - Number(b)).filter(([, row]) => Object.values(row).some((value) => value.trim() !== ''))
    filled.forEach(([, row], place) => {
      for (const [name, value] of Object.entries(row)) out[`${list}.${place}.${name}`] = value
    })
  }
  return out
}
