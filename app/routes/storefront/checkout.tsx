import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { CheckoutForm } from '#app/components/storefront/checkout-form.tsx'
import type { CheckoutState } from '#app/components/storefront/checkout-form.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import type { CartOwner } from '#app/domain/cart/cart.ts'
import type { Quote } from '#app/domain/checkout/quote.ts'
import { decideInvoice } from '#app/domain/invoice/request.ts'
import { decideGiftCard } from '#app/domain/order/gift-card.ts'
import { fillFromPaste, regionsFor, valuesOf } from '#app/http/address-form.server.ts'
import { districtField, paymentMethodField, phoneField, quantityField, textField, uuidField } from '#app/http/fields.server.ts'
import { cartOwnerForWrite, shopperOrGuest } from '#app/http/guards.server.ts'
import { parseFields } from '#app/http/parse-form.server.ts'
import type { FormErrors, FormValues } from '#app/http/parse-form.server.ts'
import { provinceOf } from '#app/http/province.server.ts'
import { touchesOf } from '#app/http/touch.server.ts'
import { keepAddress } from '#app/services/address/save-address.server.ts'
import { setCartLine } from '#app/services/cart/change-cart.server.ts'
import { newPlaceToken } from '#app/services/checkout/new-place-token.server.ts'
import type { PlaceRefusal } from '#app/services/checkout/place-checkout.server.ts'
import { placeCheckout } from '#app/services/checkout/place-checkout.server.ts'
import type { BuyNow } from '#app/services/checkout/quote-checkout.server.ts'
import { quoteCheckout } from '#app/services/checkout/quote-checkout.server.ts'
import type { SavedAddress } from '#app/services/identity/get-account.server.ts'
import { listAddresses } from '#app/services/identity/get-account.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { firstPhotos } from '#app/services/catalogue/list-photos.server.ts'
import { listSubstitutes } from '#app/services/shipping/get-delivery.server.ts'

export const handle = { scripts: false }

export const meta = () => pageTitle('确认订单')

const BuyNowQuery = z.object({ skuId: uuidField, quantity: quantityField })

/** 立即购买 comes with its goods in the address; otherwise the ticked lines of the cart. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { owner, userId } = await shopperOrGuest(request)
  const search = new URL(request.url).searchParams
  const saved = userId ? await listAddresses(userId) : []
  const address = saved.find(({ id }) => id === search.get('address')) ?? saved[0]
  const wanted = search.has('skuId')
    ? BuyNowQuery.safeParse({ skuId: search.get('skuId'), quantity: search.get('quantity') ?? '1' })
    : null
  const values: Record<string, string> = {
    placeToken: newPlaceToken(),
    ...(address ? valuesOf(address) : await chosenProvince(request)),
    ...(wanted?.success ? { skuId: wanted.data.skuId, quantity: String(wanted.data.quantity) } : {}),
  }
  if (!wanted || wanted.success) {
    return data(await checkoutState({ owner, saved }, values, {}))
  }
  const quantityIssue = wanted.error.issues.find((issue) => issue.path[0] === 'quantity')
  const wrongRequest = quantityIssue
    ? { title: '这个数量买不了', text: `${quantityIssue.message}。请返回商品页改一下，什么都没有变。` }
    : { title: '没有找到要买的商品', text: '请回到商品页，再按一次“立即购买”。' }
  return data({ ...(await checkoutState({ owner: null, saved }, values, {})), wrongRequest }, { status: 422 })
}

const PlaceForm = z.strictObject({
  intent: z.literal('place'),
  placeToken: uuidField,
  seen: z.string().max(20_000),
  pasted: z.string().optional(),
  skuId: uuidField.optional(),
  quantity: quantityField.optional(),
  name: textField('收货人', { max: 30 }),
  phone: phoneField,
  // Only the district counts; these two led to it.
  province: z.string().max(6).optional(),
  city: z.string().max(6).optional(),
  district: districtField,
  street: textField('详细地址', { min: 4, max: 120 }),
  paymentMethod: paymentMethodField,
  saveAddress: z.literal('yes').optional(),
  acceptsHold: z.literal('yes').optional(),
  isAdult: z.literal('yes').optional(),
  invoiceKind: z.enum(['NONE', 'PERSONAL', 'COMPANY'], { error: '请选择发票类型' }).optional(),
  invoiceTitle: z.string().optional(),
  taxNumber: z.string().optional(),
  giftCard: z.string().optional(),
})

/** The wishes of an order, each with its own sentence where it cannot be met. */
function wishesOf({ invoiceKind, invoiceTitle, taxNumber, giftCard }: Pick<z.output<typeof PlaceForm>, 'invoiceKind' | 'invoiceTitle' | 'taxNumber' | 'giftCard'>) {
  const invoice = decideInvoice({ kind: invoiceKind ?? 'NONE', title: invoiceTitle ?? '', taxNumber: taxNumber ?? '' })
  const card = decideGiftCard(giftCard ?? '')
  if (invoice.ok && card.ok) return { ok: true, invoice: invoice.request, giftCard: card.text } as const
  const errors: FormErrors = {
    ...(!invoice.ok && invoice.errors.title ? { invoiceTitle: invoice.errors.title } : {}),
    ...(!invoice.ok && invoice.errors.taxNumber ? { taxNumber: invoice.errors.taxNumber } : {}),
    ...(card.ok ? {} : { giftCard: card.error }),
  }
  return { ok: false, errors } as const
}

export async function action({ request }: ActionFunctionArgs) {
  const { owner, headers } = await cartOwnerForWrite(request)
  const saved = owner.kind === 'user' ? await listAddresses(owner.userId) : []
  const who = { owner, saved }
  const sent = await request.formData()
  const form = parseFields(sent, PlaceForm)
  const intent = String(sent.get('intent'))
  const dropped = uuidField.safeParse(intent.startsWith('drop:') ? intent.slice('drop:'.length) : '')
  // The line stays in the cart without its tick, for another time.
  if (dropped.success) await setCartLine(owner, { skuId: dropped.data, checked: false })
  if (intent === 'parse') {
    const { values, missing } = await fillFromPaste(form.values)
    return data({ ...(await checkoutState(who, values, {})), pasted: { missing } }, { headers })
  }
  const chosen = saved.find(({ id }) => intent === `use:${id}`)
  // 移出, 选择, another address and Enter give the page again with everything that was typed.
  if (intent !== 'place') return data(await checkoutState(who, { ...form.values, ...(chosen && valuesOf(chosen)) }, {}), { headers })
  if (!form.ok) return data(await checkoutState(who, form.values, form.errors), { status: 422, headers })

  const { value } = form
  const wishes = wishesOf(value)
  if (!wishes.ok) return data(await checkoutState(who, form.values, wishes.errors), { status: 422, headers })
  const receiver = { name: value.name, phone: value.phone, street: value.street }
  const result = await placeCheckout({
    owner,
    buyNow: buyNowOf(form.values),
    placeToken: value.placeToken,
    seen: value.seen,
    receiver,
    districtCode: value.district,
    paymentMethod: value.paymentMethod,
    acceptsHold: value.acceptsHold === 'yes',
    isAdult: value.isAdult === 'yes',
    touches: await touchesOf(request.headers.get('Cookie')),
    invoice: wishes.invoice,
    giftCard: wishes.giftCard,
    now: await shopNow(),
  })
  if (result.ok) {
    if (value.saveAddress && owner.kind === 'user')
      await keepAddress({ userId: owner.userId, receiver, districtCode: value.district })
    // A browser that keeps no cookies finds the order by its link alone.
    const key = headers['Set-Cookie'] ? `?key=${result.accessKey}` : ''
    return redirect(`/pay/${result.number}${key}`, { status: 303, headers })
  }
  if (result.reason === 'closed') throw new Response('本站已终止经营，不再接新的订单；已付款的订单照常发货和售后。', { status: 503 })
  const errors = errorsOf(result)
  const state = await checkoutState(who, form.values, errors, 'quote' in result ? result.quote : undefined)
  return data({ ...state, refusal: refusalOf(result) }, { status: Object.keys(errors).length > 0 ? 422 : 409, headers })
}

/** Refusals that a field of the form mends. */
function errorsOf(refusal: PlaceRefusal): FormErrors {
  if (refusal.reason === 'unknown_district') return { district: '请重新选择区县' }
  if (refusal.reason === 'adult') return { isAdult: '酒类不向未成年人出售：请确认您已年满 18 周岁，或把酒移出订单' }
  if (refusal.reason === 'held') return { acceptsHold: '有商品要到节后才能发货：愿意等就勾选这里，不愿意就移出或换成前置仓的商品' }
  return {}
}

/** Where the shopper said before that things go, as the first of the three lists. */
async function chosenProvince(request: Request): Promise<{ province?: string }> {
  const province = await provinceOf(request)
  return province ? { province } : {}
}

/** The address book, with what the form holds now marked in it. */
function savedChoices(saved: readonly SavedAddress[], values: FormValues): CheckoutState['saved'] {
  return saved.map((address) => {
    const own = Object.entries(valuesOf(address))
    return { id: address.id, name: address.receiver.name, phone: address.receiver.phone, place: `${address.place} ${address.receiver.street}`, isDefault: address.isDefault, chosen: own.every(([name, value]) => values[name] === value) }
  })
}

function refusalOf(refusal: Exclude<PlaceRefusal, { reason: 'closed' }>): CheckoutState['refusal'] {
  if (refusal.reason === 'changed') return { reason: 'changed', changes: refusal.changes }
  return refusal.reason === 'unknown_district' ? null : { reason: refusal.reason }
}

function buyNowOf(values: FormValues): BuyNow | null {
  const parsed = BuyNowQuery.safeParse({ skuId: values.skuId, quantity: values.quantity })
  return parsed.success ? parsed.data : null
}

/** Everything the page shows. */
async function checkoutState(
  { owner, saved }: { owner: CartOwner | null; saved: readonly SavedAddress[] },
  typed: FormValues,
  errors: FormErrors,
  known?: Quote,
): Promise<CheckoutState> {
  const { regions, values, provinceCode } = await regionsFor(typed)
  const now = await shopNow()
  const quote = known ?? (await quoteCheckout({ owner, buyNow: buyNowOf(typed), provinceCode, seen: typed.seen, now }))
  const held = quote.groups.flatMap(({ parcels }) => parcels.filter(({ heldUntil }) => heldUntil).flatMap(({ skuIds }) => skuIds))
  const [instead, photos] = await Promise.all([
    provinceCode && held.length > 0 ? listSubstitutes(held, provinceCode, now) : [],
    firstPhotos(quote.groups.flatMap(({ lines }) => lines.map(({ productSlug }) => productSlug))),
  ])
  return {
    values, errors, regions, quote, photos, instead, refusal: null, wrongRequest: null, pasted: null,
    signedIn: owner?.kind === 'user',
    saved: savedChoices(saved, values),
  }
}

export default function Checkout() {
  const loaded = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>() ?? loaded
  if (state.quote.groups.length === 0)
    return (
      <Content narrow>
        <EmptyState
          motif="cart-empty"
          level={1}
          title={state.wrongRequest?.title ?? '没有要结算的商品'}
          action={<LinkButton to="/cart">回购物车</LinkButton>}
        >
          <p>{state.wrongRequest?.text ?? '请先在购物车里选好商品。'}</p>
        </EmptyState>
      </Content>
    )
  return (
    <Content>
      <CheckoutForm state={state} />
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
