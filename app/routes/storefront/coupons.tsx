import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { ClaimForm, Ticket } from '#app/components/storefront/coupon-ticket.tsx'
import { CodeForm, WalletList } from '#app/components/storefront/wallet.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { claimRefusalSentence } from '#app/domain/coupon/words.ts'
import { textField, uuidField } from '#app/http/fields.server.ts'
import { shopperOrGuest } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { safePath } from '#app/http/safe-path.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { claimCoupon } from '#app/services/coupon/claim-coupon.server.ts'
import { getWallet } from '#app/services/coupon/get-wallet.server.ts'
import { listClaimable } from '#app/services/coupon/list-claimable.server.ts'
import { redeemCode } from '#app/services/coupon/redeem-code.server.ts'

export const handle = { scripts: false }

export const meta = () => [
  ...pageTitle('优惠券'),
  { name: 'description', content: '领取塔里木河年货节的店铺券和平台券，看券包里每张券的门槛、有效期和适用范围。' },
]

/** `want`: the coupon that a guest pressed before signing in; `claimed`: the one just put into the wallet. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await shopperOrGuest(request)
  const search = new URL(request.url).searchParams
  const now = await shopNow()
  const [claimable, wallet] = await Promise.all([listClaimable({ userId, now }), userId ? getWallet({ userId, now }) : null])
  const wanted = claimable.find(({ promotionId }) => promotionId === search.get('want')) ?? null
  return {
    // What a person has in full lies in the wallet below.
    claimable: [...(wanted ? [wanted] : []), ...claimable.filter((coupon) => coupon !== wanted && coupon.state !== 'all_mine')],
    wanted,
    wallet,
    back: backPath(search.get('back')),
    voucher: (search.get('voucher') ?? '').slice(0, CODE_MAX),
    claimed: wallet?.live.find(({ couponId }) => couponId === search.get('claimed')) ?? null,
  }
}

const CODE_MAX = 40

const versionField = z.string({ error: '页面已过期，请刷新后再试' }).regex(/^\d{1,6}$/, '页面已过期，请刷新后再试').transform(Number)

const CouponForm = z.discriminatedUnion(
  'intent',
  [
    z.strictObject({ intent: z.literal('claim'), promotionId: uuidField, version: versionField, back: z.string().max(300).optional() }),
    // Not “code”: what was typed here is kept and shown again.
    z.strictObject({ intent: z.literal('redeem'), voucher: textField('券码', { max: CODE_MAX }) }),
  ],
  { error: '页面已过期，请刷新后再试' },
)

type Answer = { notice: { title: string; text: string } | null; voucher: string | null; voucherError: string | null; back: string | null }
const quiet: Answer = { notice: null, voucher: null, voucherError: null, back: null }

export async function action({ request, context }: ActionFunctionArgs) {
  const { userId } = await shopperOrGuest(request)
  const form = await parseForm(request, CouponForm)
  if (!form.ok) {
    const voucherError = form.errors.voucher ?? null
    const notice = voucherError ? null : { title: '没有领到', text: Object.values(form.errors)[0] ?? '页面已过期，请刷新后再试' }
    return data<Answer>({ ...quiet, notice, voucher: form.values.voucher ?? null, voucherError }, { status: 422 })
  }
  const { value } = form
  if (!userId) return redirect(`/login?next=${encodeURIComponent(`/coupons?${afterSignIn(value)}`)}`, 303)
  const now = await shopNow()

  if (value.intent === 'redeem') {
    const redeemed = await redeemCode({ userId, address: context.clientAddress, code: value.voucher, now })
    if (redeemed.ok) return redirect(`/coupons?claimed=${redeemed.couponId}#content`, 303)
    const kept = { ...quiet, voucher: value.voucher }
    if (redeemed.reason !== 'too_many')
      return data<Answer>({ ...kept, voucherError: claimRefusalSentence(redeemed.reason) }, { status: redeemed.reason === 'wrong_code' ? 422 : 409 })
    const voucherError = `试的次数太多，请 ${Math.ceil(redeemed.retryAfterSeconds / 60)} 分钟后再试`
    return data<Answer>({ ...kept, voucherError }, { status: 429, headers: { 'Retry-After': String(redeemed.retryAfterSeconds) } })
  }

  const back = backPath(value.back ?? null)
  const claim = await claimCoupon({ userId, promotionId: value.promotionId, version: value.version, now })
  if (claim.ok) return redirect(back ? `${back}#coupon-claimed` : `/coupons?claimed=${claim.couponId}`, 303)
  return data<Answer>({ ...quiet, notice: { title: '没有再领一张', text: claimRefusalSentence(claim.reason) }, back }, { status: 409 })
}

/** Only pages that show a coupon strip, without a mark of their own. */
function backPath(path: string | null): string | null {
  const { pathname, search } = new URL(safePath(path), 'http://shop')
  return /^\/(?:|(?:products|shops)\/[\w-]+|cart|checkout)$/.test(pathname) ? `${pathname}${search}` : null
}

function afterSignIn(value: z.output<typeof CouponForm>): URLSearchParams {
  if (value.intent === 'redeem') return new URLSearchParams({ voucher: value.voucher })
  const back = backPath(value.back ?? null)
  return new URLSearchParams({ want: value.promotionId, ...(back ? { back } : {}) })
}

export default function Coupons() {
  const { claimable, wanted, wallet, claimed, voucher, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() ?? quiet
  const back = answer.back ?? page.back
  return (
    <Content>
      <PageHeading title="优惠券" note="先领券，结算时自动用上最划算的。每张券的条件都写在券上。">
        {back ? (
          <LinkButton to={back} tone="quiet" size="sm" reloadDocument>
            回到刚才的页面
          </LinkButton>
        ) : null}
      </PageHeading>
      {answer.notice ? (
        <Notice tone="warning" title={answer.notice.title} className="mb-4">
          <p>{answer.notice.text}</p>
        </Notice>
      ) : claimed ? (
        <Notice tone="success" title={`领到了：${claimed.name}`} className="mb-4">
          <p>{claimed.validity}，结算时自动用上。</p>
        </Notice>
      ) : wanted?.state === 'to_claim' && wallet ? (
        <Notice tone="info" className="mb-4">
          <p>您刚才要的券在第一张，点“领取”就放进券包。</p>
        </Notice>
      ) : null}
      <section aria-labelledby="claimable">
        <SectionHeading id="claimable" title="可以领的券" />
        {claimable.length === 0 ? (
          <EmptyState motif="ticket" title="眼下没有可以领的券" action={<LinkButton to="/">去办年货</LinkButton>}>
            <p>有了新的券，会第一时间放在这里。</p>
          </EmptyState>
        ) : (
          <ul className="grid gap-3 md:grid-cols-2 md:gap-4">
            {claimable.map((coupon) => (
              <li key={coupon.promotionId} className="grid">
                <Ticket
                  ticket={coupon}
                  id={`coupon-${coupon.promotionId}`}
                  faded={coupon.state === 'sold_out'}
                  aside={<ClaimForm coupon={coupon} back={coupon === wanted ? (back ?? undefined) : undefined} />}
                />
              </li>
            ))}
          </ul>
        )}
      </section>
      <Card className="mt-8" labelledBy="code">
        <SectionHeading id="code" title="用券码领" note="宣传单、客服给您的券码，在这里兑换" />
        <CodeForm typed={answer.voucher ?? voucher} error={answer.voucherError} />
      </Card>
      <section aria-labelledby="wallet" className="mt-8">
        <SectionHeading id="wallet" title="我的券包" note={wallet && wallet.live.length > 0 ? `${wallet.live.length} 张，快到期的在前面` : undefined} />
        {wallet ? (
          <WalletList wallet={wallet} />
        ) : (
          <Card as="div" className="flex flex-wrap items-center justify-between gap-3">
            <p>登录后看您领到的券，换台手机也在。</p>
            <LinkButton to="/login?next=/coupons">登录</LinkButton>
          </Card>
        )}
      </section>
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
