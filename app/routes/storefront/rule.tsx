import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { RuleText } from '#app/components/storefront/rule-text.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { isRulePage, ruleTitle } from '#app/domain/rules/pages.ts'
import { businessDate, dayInFull, formatInstant } from '#app/domain/time.ts'
import { notFound, publicPage } from '#app/http/guards.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { getRule } from '#app/services/rules/announced-rules.server.ts'

export const handle = { scripts: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.title ?? '规则')

export async function loader({ request, params }: LoaderFunctionArgs) {
  publicPage(request)
  const page = params.page ?? ''
  if (!isRulePage(page)) throw notFound()
  const asked = new URL(request.url).searchParams.get('version')
  if (asked !== null && !/^[1-9]\d{0,5}$/.test(asked)) throw notFound()
  const now = await shopNow()
  const view = await getRule(page, asked === null ? null : Number(asked), now)
  if (!view) throw notFound()
  return { title: ruleTitle(page), page, today: businessDate(now), ...view }
}

export default function Rule() {
  const { title, page, today, version, inForce, ahead, all } = useLoaderData<typeof loader>()
  const isAhead = version.effectiveOn > today
  return (
    <Content narrow>
      <PageHeading title={title} note={`第 ${version.version} 版，${dayInFull(version.effectiveOn)}起施行`} />
      {isAhead ? (
        <Notice tone="warning" title="公示中，还没有施行" className="mb-4">
          <p>
            {version.summary}
            {inForce === null ? null : <> 现在施行的是<a href={`/rules/${page}`} className="underline">第 {inForce} 版</a>。</>}
            有意见请在施行之前拨打“证照信息”里的平台电话。
          </p>
        </Notice>
      ) : version.version === inForce ? null : (
        <Notice tone="info" title="这是以前的版本" className="mb-4">
          <p>
            现在施行的是<a href={`/rules/${page}`} className="underline">第 {inForce} 版</a>。
          </p>
        </Notice>
      )}
      {isAhead
        ? null
        : ahead.map((next) => (
            <Notice key={next.version} tone="info" title={`${dayInFull(next.effectiveOn)}起有新版`} className="mb-4">
              <p>
                {next.summary}
                <a href={`/rules/${page}?version=${next.version}`} className="ml-1 underline">
                  查看第 {next.version} 版
                </a>
              </p>
            </Notice>
          ))}
      <Card>
        <RuleText body={version.body} />
      </Card>
      <section aria-labelledby="versions" className="mt-6">
        <SectionHeading id="versions" title="历次版本" />
        <ul className="divide-y divide-line rounded-card border border-line bg-white">
          {all.map((one) => (
            <li key={one.version} className="px-4 py-3 text-sm">
              <a href={`/rules/${page}?version=${one.version}`} aria-current={one.version === version.version ? 'page' : undefined} className="inline-flex min-h-9 items-center underline">
                第 {one.version} 版
              </a>
              <span className="ml-2 text-ink-2">
                {formatInstant(new Date(one.announcedAt)).slice(0, 10)} 公布，{dayInFull(one.effectiveOn)}起施行{one.summary ? `：${one.summary}` : ''}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
