import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Field, Select } from '#app/components/ui/field.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import { formatYuan } from '#app/domain/money.ts'
import { POSTER } from '#app/domain/sharing/poster.ts'
import { channels, isChannel, isReference } from '#app/domain/sharing/touch.ts'
import { notFound, publicPage } from '#app/http/guards.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { getPosterFacts } from '#app/services/sharing/get-poster.server.ts'

export const handle = { scripts: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => [...pageTitle(`分享 ${data?.facts.title ?? '商品'}`), { name: 'robots', content: 'noindex' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  publicPage(request)
  const search = new URL(request.url).searchParams
  const [via, by] = [search.get('via'), search.get('by') ?? '']
  const channel = isChannel(via) ? via : 'poster'
  const reference = isReference(by) ? by : null
  const slug = params.slug ?? ''
  const facts = await getPosterFacts({ slug, skuCode: search.get('sku'), mark: { channel, reference }, now: await shopNow() })
  if (!facts) throw notFound()
  const sku = new URL(facts.link).searchParams.get('sku') ?? ''
  const poster = `/posters/${slug}.png?${new URLSearchParams({ sku, via: channel, ...(reference === null ? {} : { by: reference }) })}`
  return { facts, slug, sku, poster, channel, by, error: by !== '' && reference === null ? '编号用字母、数字和横线，最多 32 个' : null }
}

export default function Share() {
  const { facts, slug, sku, poster, channel, by, error } = useLoaderData<typeof loader>()
  return (
    <Content>
      <PageHeading title="分享给亲友" note="海报上的价格就是商品页现在的价格。分享没有奖励，也不用关注或下载什么。" />
      <div className="grid items-start gap-5 md:grid-cols-[22rem_1fr] md:gap-8">
        <img
          src={poster}
          width={POSTER.width}
          height={POSTER.height}
          alt={`${facts.title}的海报：${formatYuan(facts.priceFen)} 元，${facts.spec}，产地 ${facts.place}，右下角是二维码`}
          className="h-auto w-full rounded-card border border-line shadow-card"
        />
        <div className="grid gap-4">
          <Card labelledBy="keep">
            <SectionHeading id="keep" title="存下来" note="手机上长按海报即可保存或转发" />
            <a href={poster} download={`${slug}.png`} className="inline-flex min-h-11 items-center gap-1.5 underline">
              <Icon name="download" className="size-5" />
              下载海报
            </a>
            <Field className="mt-3" label="链接" name="link" readOnly value={facts.link} />
          </Card>
          <Card labelledBy="mark">
            <SectionHeading id="mark" title="发到哪里" note="只用来统计各渠道的效果，不记录谁看过" />
            <form method="get" action={`/share/${slug}`} className="grid gap-4 sm:grid-cols-2">
              <input type="hidden" name="sku" value={sku} />
              <Select label="渠道" name="via" defaultValue={channel} options={Object.entries(channels).map(([value, label]) => ({ value, label }))} />
              <Field label="推荐人编号" name="by" optional maxLength={32} defaultValue={by} error={error} />
              <Button tone="secondary" className="sm:col-span-2 sm:justify-self-start">换一张海报</Button>
            </form>
          </Card>
          <p>
            <a href={`/products/${slug}?sku=${encodeURIComponent(sku)}`} className="inline-flex min-h-11 items-center underline">
              回到商品页
            </a>
          </p>
        </div>
      </div>
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
