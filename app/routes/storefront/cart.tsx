import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { CartBar, CartGroup, InvalidLines } from '#app/components/storefront/cart-parts.tsx'
import type { LineError } from '#app/components/storefront/cart-parts.tsx'
import { CouponStrip } from '#app/components/storefront/coupon-ticket.tsx'
import { Discounts } from '#app/components/storefront/discounts.tsx'
import { ProvinceForm } from '#app/components/storefront/delivery-box.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { cartRefusalSentence } from '#app/components/storefront/words.ts'
import { LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { quantityField, uuidField } from '#app/http/fields.server.ts'
import { cartOwnerForWrite, shopperOrGuest } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { provinceOf } from '#app/http/province.server.ts'
import type { CartChange } from '#app/services/cart/change-cart.server.ts'
import { addToCart, checkCartLines, removeCartLine, removeHopelessLines, setCartLine } from '#app/services/cart/change-cart.server.ts'
import { getCart } from '#app/services/cart/get-cart.server.ts'
import { listCartCoupons } from '#app/services/coupon/list-claimable.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'

export const handle = { scripts: false }

export const meta = () => pageTitle('购物车')

export async function loader({ request }: LoaderFunctionArgs) {
  const { owner, userId } = await shopperOrGuest(request)
  const added = new URL(request.url).searchParams.get('added')
  const to = { provinceCode: await provinceOf(request), now: await shopNow() }
  const [cart, coupons] = await Promise.all([getCart(owner, to), listCartCoupons({ owner, now: to.now })])
  // Just put in, and nobody is here whose cart it could be: the browser keeps no cookies.
  return { cart, coupons, signedIn: userId !== null, added, cookiesRefused: added !== null && owner === null }
}

const CartForm = z.discriminatedUnion(
  'intent',
  [
    z.strictObject({ intent: z.literal('add'), skuId: uuidField, quantity: quantityField }),
    z.strictObject({ intent: z.literal('set'), skuId: uuidField, quantity: quantityField }),
    z.strictObject({ intent: z.literal('check'), skuId: uuidField, checked: z.enum(['yes', 'no']) }),
    z.strictObject({ intent: z.literal('check_shop'), merchantId: uuidField, checked: z.enum(['yes', 'no']) }),
    z.strictObject({ intent: z.literal('check_all'), checked: z.enum(['yes', 'no']) }),
    z.strictObject({ intent: z.literal('remove_hopeless') }),
    z.strictObject({ intent: z.literal('remove'), skuId: uuidField, quantity: z.string().optional() }),
  ],
  { error: '页面已过期，请刷新后再试' },
)

export async function action({ request }: ActionFunctionArgs) {
  const { owner, headers } = await cartOwnerForWrite(request)
  const form = await parseForm(request, CartForm)
  if (!form.ok) {
    const sentence = form.errors.quantity ?? Object.values(form.errors)[0] ?? '页面已过期，请刷新后再试'
    return data(lineError(form.values, sentence), { status: 422, headers })
  }
  const { value } = form
  let change: CartChange = { ok: true }
  switch (value.intent) {
    case 'add':
      change = await addToCart(owner, value)
      break
    case 'set':
      change = await setCartLine(owner, value)
      break
    case 'check':
      change = await setCartLine(owner, { skuId: value.skuId, checked: value.checked === 'yes' })
      break
    case 'check_shop':
      await checkCartLines(owner, { merchantId: value.merchantId, checked: value.checked === 'yes' })
      break
    case 'check_all':
      await checkCartLines(owner, { merchantId: null, checked: value.checked === 'yes' })
      break
    case 'remove_hopeless':
      await removeHopelessLines(owner)
      break
    case 'remove':
      await removeCartLine(owner, value.skuId)
  }
  if (!change.ok) return data(lineError(form.values, cartRefusalSentence(change.reason, change.available)), { status: 409, headers })
  return redirect(value.intent === 'add' ? '/cart?added=1' : '/cart', { status: 303, headers })
}

function lineError(values: Readonly<Record<string, string>>, sentence: string): LineError {
  return { skuId: values.skuId ?? '', typed: values.quantity ?? '', intent: values.intent ?? '', sentence }
}

export default function Cart() {
  const { cart, coupons, signedIn, added, cookiesRefused } = useLoaderData<typeof loader>()
  const error = useActionData<typeof action>() ?? null
  const empty = cart.groups.length === 0 && cart.invalid.length === 0
  // A line that is not in the cart has no place of its own for its sentence.
  const inCart = cart.groups.some((group) => group.lines.some((line) => line.skuId === error?.skuId))
  return (
    <Content>
      {error && !(inCart && error.intent === 'set') ? (
        <Notice tone="error" title="没有放进购物车" className="mb-4">
          <p>{error.sentence}</p>
          {error.intent === 'add' && error.typed ? <p>您填写的数量是“{error.typed}”，购物车没有变化。</p> : null}
        </Notice>
      ) : null}
      {cookiesRefused ? (
        <Notice tone="warning" title="浏览器没有记住您的购物车" className="mb-4">
          <p>购物车要靠 Cookie 才记得住。请在浏览器设置里允许本站使用 Cookie，或者在商品页按“立即购买”，直接下单。</p>
        </Notice>
      ) : null}
      {empty ? (
        <EmptyState
          motif="cart-empty"
          level={1}
          title="购物车还空着"
          action={
            <>
              <LinkButton to="/">去办年货</LinkButton>
              {signedIn ? null : (
                <LinkButton to="/login?next=/cart" tone="quiet">
                  登录看看
                </LinkButton>
              )}
            </>
          }
        >
          <p>{signedIn ? '挑几样红枣香梨，给家里添点年味。' : '登录后能看到您以前放进来的商品，现在的也不会丢。'}</p>
        </EmptyState>
      ) : (
        <>
          <PageHeading title="购物车" note={`共 ${cart.count} 件`} />
          {added ? (
            <Notice tone="success" className="mb-4">
              <p>
                已加入购物车。
                <a href="/" className="ml-1 font-semibold underline">
                  继续逛逛
                </a>
              </p>
            </Notice>
          ) : null}
          <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-6">
            <div className="grid gap-4">
              <Card as="div" padded={false} className="px-4 py-2.5">
                <p className="flex items-center gap-1.5 text-sm">
                  <Icon name="pin" className="size-4.5 shrink-0 text-river" />
                  <span>
                    下面的运费和到货时间，按送到 <strong>{cart.province.name}</strong> 计算
                  </span>
                </p>
                <ProvinceForm provinces={cart.provinces} chosen={cart.province.code} back="/cart" />
              </Card>
              <CouponStrip coupons={coupons} back="/cart" />
              {cart.groups.map((group) => (
                <CartGroup key={group.merchant.id} group={group} error={error} />
              ))}
              <Discounts priced={cart.priced} goods={cart.groups.flatMap(({ lines }) => lines)} />
              {cart.invalid.length > 0 ? <InvalidLines lines={cart.invalid} /> : null}
            </div>
            <CartBar checkedGoodsFen={cart.checkedGoodsFen} discountFen={cart.discountFen} groups={cart.groups} />
          </div>
        </>
      )}
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
