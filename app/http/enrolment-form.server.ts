import { z } from 'zod'
import { textField, uuidField, yuanField } from '#app/http/fields.server.ts'

const seen = { skuId: uuidField, version: z.string().regex(/^\d{1,9}$/, '页面已过期，请刷新后再试').transform(Number) }

const units = (label: string) =>
  z
    .string({ error: `请填写${label}` })
    .trim()
    .regex(/^\d{1,7}$/, `${label}须是整数`)
    .transform(Number)
    .pipe(z.number().min(1, `${label}至少为 1`))

/** An empty field is a wish, too: for nothing. */
const orNothing = <T>(field: z.ZodType<T, string>) => z.union([z.literal('').transform(() => null), field])

/** What a merchant sends of one row of its table; `terms` are the cross-shop terms as shown. */
export const EnrolmentForm = z.discriminatedUnion(
  'intent',
  [
    z.strictObject({
      intent: z.literal('propose'),
      ...seen,
      campaignPriceFen: yuanField('活动价'),
      referencePriceFen: orNothing(yuanField('划线价')),
      promisedUnits: units('承诺件数'),
      maxPerBuyer: orNothing(units('每人限购')),
      joinsCrossShop: z.literal('on').optional().transform((ticked) => ticked === 'on'),
      terms: z.union([z.string(), z.array(z.string())]).optional().transform((terms) => (terms === undefined ? [] : typeof terms === 'string' ? [terms] : terms)),
    }),
    z.strictObject({ intent: z.literal('withdraw'), ...seen }),
  ],
  { error: '页面已过期，请刷新后再试' },
)

const decided = { id: uuidField, version: seen.version }

/** What an operator decides. */
export const DecisionForm = z.discriminatedUnion(
  'intent',
  [
    z.strictObject({ intent: z.literal('accept'), ...decided, reason: z.string().optional() }),
    z.strictObject({ intent: z.literal('reject'), ...decided, reason: textField('原因', { max: 100 }) }),
    z.strictObject({ intent: z.literal('gather') }),
  ],
  { error: '页面已过期，请刷新后再试' },
)
