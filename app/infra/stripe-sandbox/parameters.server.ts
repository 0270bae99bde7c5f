import type Stripe from 'stripe'
import { z } from 'zod'
import { invalid } from '#app/infra/stripe-sandbox/answers.server.ts'
import type { FormNode } from '#app/infra/stripe-sandbox/form.server.ts'

// Every parameter is named here; an unknown one is an error, as it is at the provider. The
// names of the shapes are checked against the SDK's own types below.

const integer = z.string().regex(/^-?\d{1,12}$/, 'Invalid integer').transform(Number)
const metadata = z.record(z.string().max(40), z.string().max(500))
const address = z.string().regex(/^https?:\/\/[^\s]+$/, 'Not a valid URL')
const expand = z.array(z.string()).optional()

export const createSessionParameters = z.strictObject({
  mode: z.literal('payment'),
  client_reference_id: z.string().max(200).optional(),
  allowed_payment_method_types: z.array(z.enum(['card', 'alipay', 'wechat_pay'])).min(1),
  payment_method_options: z
    .strictObject({ wechat_pay: z.strictObject({ client: z.literal('web') }).optional() })
    .optional(),
  line_items: z
    .array(
      z.strictObject({
        quantity: integer.pipe(z.number().min(1)),
        price_data: z.strictObject({
          currency: z.literal('cny'),
          unit_amount: integer.pipe(z.number().min(0)),
          product_data: z.strictObject({ name: z.string().min(1).max(250) }),
        }),
      }),
    )
    .min(1)
    .max(100),
  metadata: metadata.optional(),
  payment_intent_data: z.strictObject({ metadata: metadata.optional() }).optional(),
  success_url: address,
  cancel_url: address.optional(),
  expires_at: integer.optional(),
  expand,
})

export const createRefundParameters = z.strictObject({
  payment_intent: z.string().min(1),
  amount: integer.pipe(z.number().min(1)).optional(),
  metadata: metadata.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  expand,
})

export const retrieveParameters = z.strictObject({ expand })

const page = {
  limit: integer.pipe(z.number().min(1).max(100)).optional(),
  starting_after: z.string().optional(),
}
const created = z.strictObject({ gte: integer.optional(), gt: integer.optional(), lte: integer.optional(), lt: integer.optional() }).optional()

export const listEventsParameters = z.strictObject({
  ...page,
  type: z.string().optional(),
  types: z.array(z.string()).max(20).optional(),
  created,
})

export const listSessionsParameters = z.strictObject({ ...page, created, payment_intent: z.string().optional() })

export const listRefundsParameters = z.strictObject({ ...page, payment_intent: z.string().optional() })

export type CreateSession = z.output<typeof createSessionParameters>
export type CreateRefund = z.output<typeof createRefundParameters>

// Fails to compile when a name here is not a parameter of the SDK's pinned API version.
type Known<Shape, Sdk> = Exclude<keyof Shape, keyof Sdk> extends never ? true : never
const known: [Known<CreateSession, Stripe.Checkout.SessionCreateParams>, Known<CreateRefund, Stripe.RefundCreateParams>] = [true, true]
void known

/** Parses parameters or answers with the provider's own kinds of error. */
export function parseParameters<Schema extends z.ZodType>(schema: Schema, form: { [key: string]: FormNode }): z.output<Schema> {
  const parsed = schema.safeParse(form)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const param = [...issue.path, ...(issue.code === 'unrecognized_keys' ? [issue.keys[0] ?? ''] : [])]
    .map(String)
    .reduce((path, part) => (path ? `${path}[${part}]` : part), '')
  if (issue.code === 'unrecognized_keys') throw invalid(`Received unknown parameter: ${param}`, 'parameter_unknown', param)
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined
  throw isMissing
    ? invalid(`Missing required param: ${param}.`, 'parameter_missing', param)
    : invalid(`Invalid ${param}: ${issue.message}`, 'parameter_invalid', param)
}
