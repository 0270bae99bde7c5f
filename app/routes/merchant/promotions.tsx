import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { EnrolmentHead, EnrolmentRow } from '#app/components/merchant/enrolment-row.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import type { EnrolmentTerms } from '#app/domain/promotion/enrolment.ts'
import { deadlineWords } from '#app/domain/shipping/words.ts'
import { formatInstantChinese } from '#app/domain/time.ts'
import { EnrolmentForm } from '#app/http/enrolment-form.server.ts'
import { notFound, requireMerchant } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import type { FormErrors } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { getEnrolmentDesk } from '#app/services/promotion/get-enrolment-desk.server.ts'
import { proposeEnrolment, withdrawEnrolment } from '#app/services/promotion/propose-enrolment.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  const { merchantId } = await requireMerchant(request)
  const { searchParams } = new URL(request.url)
  const desk = await getEnrolmentDesk({ merchantId, slug: searchParams.get('campaign'), now: await shopNow() })
  return { ...desk, saved: searchParams.get('saved') }
}

const refusals: Record<'stale' | 'closed' | 'fixed' | 'terms_changed', string> = {
  stale: '这个商品的报名刚刚在别处改过或已被审核。您填的内容还在，请核对现在的状态再提交',
  closed: '这场活动现在不接受报名',
  fixed: '活动已经开始，顾客看到的承诺不能再改；有困难请联系平台运营',
  terms_changed: '跨店满减的承担比例刚刚变了，请看清上面的新条款再勾选',
}

export async function action({ request }: ActionFunctionArgs) {
  const { userId, merchantId, role } = await requireMerchant(request)
  const form = await parseForm(request, EnrolmentForm)
  const refuse = (errors: FormErrors, status: 409 | 422) => data({ skuId: form.values.skuId ?? '', errors, values: form.values }, { status })
  if (!form.ok) return refuse(form.errors, 422)
  const now = await shopNow()
  const { campaign } = await getEnrolmentDesk({ merchantId, slug: new URL(request.url).searchParams.get('campaign'), now })
  if (!campaign) throw notFound()
  const { value } = form
  const own = { merchantId, campaignId: campaign.id, skuId: value.skuId, seenVersion: value.version, actor: { id: userId, role }, now }
  const result = value.intent === 'propose' ? await proposeEnrolment({ ...own, terms: termsOf(value), seenTerms: value.terms }) : await withdrawEnrolment(own)
  if (result.ok) return redirect(`/merchant/promotions?campaign=${campaign.slug}&saved=${value.skuId}`, 303)
  if (result.reason === 'invalid') return refuse({ ...result.problems }, 422)
  if (result.reason === 'not_found') throw notFound()
  return refuse({ '': refusals[result.reason] }, 409)
}

function termsOf({ campaignPriceFen, referencePriceFen, promisedUnits, maxPerBuyer, joinsCrossShop }: EnrolmentTerms): EnrolmentTerms {
  return { campaignPriceFen, referencePriceFen, promisedUnits, maxPerBuyer, joinsCrossShop }
}

export default function Promotions() {
  const { campaigns, campaign, terms, rows, saved } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (!campaign)
    return (
      <>
        <PageHeading title="活动报名" />
        <EmptyState motif="lantern" title="现在没有可以报名的活动" />
      </>
    )
  const count = (state: string) => rows.filter(({ enrolment }) => enrolment?.state === state).length
  return (
    <>
      <PageHeading title="活动报名" note="自愿参加；不报名不影响正常销售">
        {campaigns.length > 1 ? (
          <nav aria-label="活动" className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {campaigns.map(({ slug, name }) => (
              <Link key={slug} to={`?campaign=${slug}`} aria-current={slug === campaign.slug ? 'page' : undefined} className={slug === campaign.slug ? 'font-semibold text-cinnabar' : ''}>{name}</Link>
            ))}
          </nav>
        ) : null}
      </PageHeading>
      {answer ? <Notice tone="error" className="mb-4">没有保存，请看标红的地方。</Notice> : null}
      <Card labelledBy="campaign" className="mb-4">
        <SectionHeading id="campaign" title={campaign.name} note={`活动价有效：${formatInstantChinese(campaign.sale.startsAt)} 至 ${deadlineWords(campaign.sale.endsAt)}`} />
        <div className="grid gap-2 text-sm">
          {campaign.open ? null : <p className="font-semibold text-cinnabar">现在不接受报名。</p>}
          {terms.length > 0 ? (
            <p>跨店满减由商家自愿参加，逐个商品勾选：<strong>{terms.join('；')}</strong>。只参加跨店满减、不另降价的，活动价填日常价。</p>
          ) : (
            <p className="text-ink-2">这场活动没有需要商家承担的跨店满减。</p>
          )}
          <p className="text-ink-2">划线价不高于活动前七日本店最低成交价；没有成交过的商品不划线。活动开始前，成交价走低会让划线价跟着降低。活动开始后，已通过的承诺不能再改。</p>
        </div>
      </Card>
      <Card padded={false} labelledBy="goods">
        <div className="px-4 pt-4 lg:px-5">
          <SectionHeading id="goods" title="我的商品" note={`共 ${rows.length} 个 · 待审核 ${count('PROPOSED')} · 已通过 ${count('ACCEPTED')} · 未通过 ${count('REJECTED')}`} />
        </div>
        {rows.length === 0 ? <p className="px-5 pb-5 text-sm text-ink-2">还没有在售的商品。</p> : <EnrolmentHead />}
        <ul className="divide-y divide-line">
          {rows.map((row) => (
            <EnrolmentRow
              key={`${row.skuId}-${row.enrolment?.version ?? 0}`}
              row={row}
              terms={terms}
              answer={answer?.skuId === row.skuId ? answer : null}
              saved={saved === row.skuId && !answer}
            />
          ))}
        </ul>
      </Card>
    </>
  )
}
