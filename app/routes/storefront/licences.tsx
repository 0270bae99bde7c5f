import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FreightList } from '#app/components/storefront/freight-list.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { merchantKindLabel } from '#app/components/storefront/words.ts'
import { Card, Facts, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { DemoMark } from '#app/components/ui/tag.tsx'
import { returnPolicyWords } from '#app/domain/catalogue/return-policy.ts'
import { identityRows } from '#app/domain/law/filing.ts'
import { tariffWords } from '#app/domain/shipping/words.ts'
import { publicPage } from '#app/http/guards.server.ts'
import { getSiteFacts, platformIdentity } from '#app/services/catalogue/get-site-facts.server.ts'
import { listLicences } from '#app/services/catalogue/list-licences.server.ts'
import { shippingTables } from '#app/services/shipping/shipping-tables.server.ts'

export const handle = { scripts: false }

export const meta = () => pageTitle('证照信息')

export async function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  const [licences, site, tables] = await Promise.all([listLicences(), getSiteFacts(), shippingTables()])
  return { licences, site, platform: identityRows(platformIdentity()), tariff: tariffWords(tables) }
}

export default function Licences() {
  const { licences, site, platform, tariff } = useLoaderData<typeof loader>()
  return (
    <Content>
      <PageHeading title="证照信息" note="本站及每家店的主体信息，长期公开。" />
      <Card labelledBy="platform">
        <SectionHeading id="platform" title={<>平台 {site.demo ? <DemoMark /> : null}</>} />
        <Facts
          rows={[
            { term: '名称', detail: '塔里木河年货节（线上年货节平台）' },
            ...platform,
            { term: '性质', detail: '为第一师阿拉尔市的合作社、加工企业和团场店提供网上交易场所；商品由各家店自行销售、发货和售后。' },
            { term: '备案', detail: [site.icpNumber, site.psbNumber].filter(Boolean).join(' · ') || (site.demo ? '演示环境未备案' : '办理中') },
            { term: '投诉', detail: (
                <>
                  请先联系卖家；卖家没有处理好的，见
                  <a href="/rules/complaints" className="underline">
                    投诉与争议处理
                  </a>
                  。
                </>
              ) },
          ]}
        />
      </Card>
      <section aria-labelledby="shops" className="mt-8">
        <SectionHeading id="shops" title="入驻商家" note={`共 ${licences.length} 家`} />
        <ul className="grid gap-4 md:grid-cols-2">
          {licences.map((licence) => (
            <Card as="li" key={licence.slug}>
              <h3 id={licence.slug} className="mb-2 scroll-mt-24 text-md">
                <a href={`/shops/${licence.slug}`} className="underline decoration-line-strong hover:text-cinnabar">
                  {licence.name}
                </a>
                {licence.isDemo ? <DemoMark className="ml-2" /> : null}
              </h3>
              <Facts
                rows={[
                  { term: '登记名称', detail: licence.legalName },
                  { term: '信用代码', detail: <span className="tabular-nums">{licence.creditCode}</span> },
                  { term: '类型', detail: merchantKindLabel(licence.kind) },
                  { term: '经营地址', detail: licence.businessPlace },
                  { term: '电话', detail: <span className="tabular-nums">{licence.contactPhone}</span> },
                ]}
              />
            </Card>
          ))}
        </ul>
      </section>
      <div className="mt-8 grid gap-4 md:grid-cols-2">
        <Card labelledBy="shipping">
          <SectionHeading id="shipping" title="配送与运费" note="按店计算，提交订单前逐项列明" />
          <FreightList tariff={tariff} />
        </Card>
        <Card labelledBy="returns">
          <SectionHeading id="returns" title="退货与售后" />
          <ul className="list-disc space-y-1.5 pl-5">
            <li>{returnPolicyWords.SEVEN_DAY.sentence}</li>
            <li>{returnPolicyWords.STATUTORY_EXEMPT_FRESH.sentence}</li>
            <li>付款后、发货前，可在订单页自行取消，款项原路退回。</li>
            <li>质量问题照常退换，运费由卖家承担；鲜活商品也一样。</li>
          </ul>
        </Card>
      </div>
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
