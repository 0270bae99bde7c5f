import { formatYuan } from '#app/domain/money.ts'
import type { DefinitionProblems } from '#app/domain/promotion/check-definition.ts'
import { readAction } from '#app/domain/promotion/editor-action.ts'
import { reader } from '#app/domain/promotion/editor-values.ts'
import type { EditorValues, Reader } from '#app/domain/promotion/editor-values.ts'
import type { CouponTerms, PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { LANES } from '#app/domain/promotion/lanes.ts'
import type { Recipe } from '#app/domain/promotion/recipes.ts'
import { laneOf } from '#app/domain/promotion/recipes.ts'
import type { Funder, FunderShare, Scope } from '#app/domain/promotion/types.ts'
import { formatInstant } from '#app/domain/time.ts'

export const MAX_STEPS = 5
export const MAX_ITEMS = 40
export const FUNDERS = ['MERCHANT', 'PLATFORM', 'BRAND_FUND', 'AID_FUND'] as const satisfies readonly Funder[]
export const funderNames: Record<Funder, string> = { MERCHANT: '商家', PLATFORM: '平台', BRAND_FUND: '品牌资金', AID_FUND: '援疆资金' }

const indexes = (count: number): number[] => Array.from({ length: count }, (_, place) => place)

/** Every field that the editor may send, by the path of the definition that it fills. */
export const editorFields: readonly string[] = [
  'name', 'startsAt', 'endsAt', 'onlyEnrolled', 'combine', 'buyers', 'consent',
  'scope.categoryIds', 'scope.skuIds', 'provinceCodes',
  ...indexes(MAX_STEPS).flatMap((place) => ['thresholdFen', 'offFen', 'offBps', 'units', 'skuId', 'quantity', 'maxOffFen'].map((field) => `action.steps.${place}.${field}`)),
  ...indexes(MAX_ITEMS).flatMap((place) => ['skuId', 'unitPriceFen', 'promisedUnits', 'maxPerBuyer'].map((field) => `action.items.${place}.${field}`)),
  'action.maxTimes', 'action.maxOffFen',
  ...FUNDERS.map((funder) => `funders.${funder}`),
  'limits.budgetFen', 'limits.uses', 'limits.usesPerBuyer',
  'coupon.claimFrom', 'coupon.claimUntil', 'coupon.quantity', 'coupon.perPerson', 'coupon.code', 'coupon.validity', 'coupon.validFrom', 'coupon.validUntil', 'coupon.validDays',
]

export type ReadEditorResult = { ok: true; definition: PromotionDefinition } | { ok: false; problems: DefinitionProblems }

/**
 * A definition out of what was typed, or the sentence beside each field that cannot be read.
 * Money is typed in yuan, a discount in 折, shares in percent. What the editor does not ask
 * for stays as it is in `base`.
 */
export function readEditor(values: EditorValues, recipe: Recipe, merchantId: string | null, base: PromotionDefinition | null): ReadEditorResult {
  const read = reader(values)
  const isCoupon = recipe.kind === 'coupon'
  const coupon = isCoupon ? readCoupon(read, values) : null
  const shown = base ? base.scope : {}
  const categoryIds = read.list('scope.categoryIds')
  const skuIds = read.list('scope.skuIds')
  const scope: Scope = { ...without(shown, 'categoryIds', 'skuIds'), ...(categoryIds.length > 0 ? { categoryIds } : {}), ...(skuIds.length > 0 && recipe.action !== 'UNIT_PRICE' ? { skuIds } : {}) }
  const provinces = read.list('provinceCodes')
  const definition: PromotionDefinition = {
    name: read.text('name', '活动名称', 30),
    kind: recipe.kind,
    lane: laneOf(recipe, merchantId),
    // A coupon is in force from its first claim to its last possible use.
    startsAt: coupon ? coupon.claimFrom : read.instant('startsAt', '开始时间'),
    endsAt: coupon ? lastUse(coupon) : read.instant('endsAt', '结束时间'),
    scope,
    action: readAction(recipe.action, read),
    provinceCodes: provinces.length > 0 ? provinces : null,
    channels: base?.channels ?? null,
    buyers: values.buyers === 'FIRST_ORDER' ? 'FIRST_ORDER' : base && typeof base.buyers === 'object' ? base.buyers : 'ALL',
    needs: isCoupon ? 'CLAIM' : 'NOTHING',
    combinesWith: values.combine === 'none' ? [] : base && base.combinesWith.length > 0 ? base.combinesWith : LANES,
    shuts: base?.shuts ?? [],
    // A shop pays for its own; a share that somebody else agreed to stays.
    funders: merchantId === null ? readFunders(read) : (base?.funders ?? [{ funder: 'MERCHANT', bps: 10_000 }]),
    limits: { budgetFen: read.optionalYuan('limits.budgetFen', '预算'), uses: read.optionalCount('limits.uses', '总次数'), usesPerBuyer: read.optionalCount('limits.usesPerBuyer', '每人次数') },
    coupon,
    onlyEnrolled: merchantId === null && values.onlyEnrolled === 'on',
  }
  return Object.keys(read.problems).length > 0 ? { ok: false, problems: read.problems } : { ok: true, definition }
}

function without(scope: Scope, ...names: (keyof Scope)[]): Scope {
  return Object.fromEntries(Object.entries(scope).filter(([name]) => !names.includes(name as keyof Scope)))
}

function readFunders(read: Reader): FunderShare[] {
  return FUNDERS.flatMap((funder) => {
    const bps = read.optionalPercent(`funders.${funder}`, '出资比例')
    return bps === null ? [] : [{ funder, bps }]
  })
}

function readCoupon(read: Reader, values: EditorValues): CouponTerms {
  return {
    claimFrom: read.instant('coupon.claimFrom', '领取开始时间'),
    claimUntil: read.instant('coupon.claimUntil', '领取结束时间'),
    quantity: read.optionalCount('coupon.quantity', '张数'),
    perPerson: read.count('coupon.perPerson', '每人张数'),
    code: values['coupon.code']?.trim().toUpperCase() || null,
    validity:
      values['coupon.validity'] === 'days'
        ? { days: read.count('coupon.validDays', '有效天数') }
        : { from: read.instant('coupon.validFrom', '有效期开始'), until: read.instant('coupon.validUntil', '有效期结束') },
  }
}

const DAY_MS = 24 * 60 * 60 * 1000

function lastUse({ claimUntil, validity }: CouponTerms): Date {
  // The day of the claim is not counted.
  return 'days' in validity ? new Date(claimUntil.getTime() + (validity.days + 1) * DAY_MS) : validity.until
}

const localInput = (at: Date): string => formatInstant(at).replace(' ', 'T')
const yuan = (fen: number | null): string => (fen === null ? '' : formatYuan(fen).replace(/\.00$/, ''))
const number = (value: number | null): string => (value === null ? '' : String(value))
const percent = (bps: number): string => String(Number((bps / 100).toFixed(2)))
/** 1500 off → 8.5 */
const tenths = (offBps: number): string => String(Number(((10_000 - offBps) / 1_000).toFixed(3)))

/** What the editor shows of a definition: the fields that would be read back as the same. */
export function editorValues({ name, startsAt, endsAt, scope, action, provinceCodes, buyers, combinesWith, funders, limits, coupon, onlyEnrolled }: PromotionDefinition): EditorValues {
  const values: Record<string, string> = {
    name,
    startsAt: localInput(startsAt),
    endsAt: localInput(endsAt),
    onlyEnrolled: onlyEnrolled ? 'on' : '',
    combine: combinesWith.length === 0 ? 'none' : 'all',
    buyers: buyers === 'FIRST_ORDER' ? 'FIRST_ORDER' : 'ALL',
    'scope.categoryIds': (scope.categoryIds ?? []).join(' '),
    'scope.skuIds': (scope.skuIds ?? []).join(' '),
    provinceCodes: (provinceCodes ?? []).join(' '),
    'limits.budgetFen': yuan(limits.budgetFen),
    'limits.uses': number(limits.uses),
    'limits.usesPerBuyer': number(limits.usesPerBuyer),
  }
  for (const { funder, bps } of funders) values[`funders.${funder}`] = percent(bps)
  if (action.type === 'UNIT_PRICE')
    action.items.forEach(({ skuId, unitPriceFen, promisedUnits, maxPerBuyer }, place) =>
      Object.assign(values, { [`action.items.${place}.skuId`]: skuId, [`action.items.${place}.unitPriceFen`]: yuan(unitPriceFen), [`action.items.${place}.promisedUnits`]: number(promisedUnits), [`action.items.${place}.maxPerBuyer`]: number(maxPerBuyer) }),
    )
  else if (action.type === 'EVERY') Object.assign(values, { 'action.steps.0.thresholdFen': yuan(action.thresholdFen), 'action.steps.0.offFen': yuan(action.offFen), 'action.maxTimes': number(action.maxTimes) })
  else
    action.steps.forEach((step, place) => {
      for (const [field, value] of Object.entries(step) as [string, string | number | null][])
        values[`action.steps.${place}.${field}`] = typeof value === 'string' ? value : field === 'offBps' ? tenths(value ?? 0) : field.endsWith('Fen') ? yuan(value) : number(value)
    })
  if (action.type === 'PERCENT') values['action.maxOffFen'] = yuan(action.maxOffFen)
  if (coupon) {
    const { claimFrom, claimUntil, quantity, perPerson, code, validity } = coupon
    Object.assign(values, {
      'coupon.claimFrom': localInput(claimFrom), 'coupon.claimUntil': localInput(claimUntil), 'coupon.quantity': number(quantity), 'coupon.perPerson': String(perPerson), 'coupon.code': code ?? '',
      ...('days' in validity
        ? { 'coupon.validity': 'days', 'coupon.validDays': String(validity.days) }
        : { 'coupon.validity': 'window', 'coupon.validFrom': localInput(validity.from), 'coupon.validUntil': localInput(validity.until) }),
    })
  }
  return values
}
