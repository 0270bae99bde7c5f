import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { dayInFull } from '#app/domain/time.ts'
import { publicPage } from '#app/http/guards.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { listRules } from '#app/services/rules/announced-rules.server.ts'

export const handle = { scripts: false }

export const meta = () => pageTitle('规则与公示')

export async function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  return { rules: await listRules(await shopNow()) }
}

export default function Rules() {
  const { rules } = useLoaderData<typeof loader>()
  return (
    <Content narrow>
      <PageHeading title="规则与公示" note="修改至少提前七天公示，历次版本都留着。" />
      <ul className="grid gap-3">
        {rules.map(({ page, title, note, inForce, ahead }) => (
          <Card as="li" key={page}>
            <h2 className="text-md">
              <a href={`/rules/${page}`} className="inline-flex min-h-11 items-center underline decoration-line-strong hover:text-cinnabar">
                {title}
              </a>
            </h2>
            <p className="text-sm text-ink-2">{note}</p>
            {inForce ? <p className="mt-1 text-xs text-ink-2">第 {inForce.version} 版，{dayInFull(inForce.effectiveOn)}起施行</p> : null}
            {ahead.map(({ version, effectiveOn }) => (
              <p key={version} className="mt-2 text-sm">
                <Tag tone="poplar">公示中</Tag>{' '}
                <a href={`/rules/${page}?version=${version}`} className="underline">
                  第 {version} 版，{dayInFull(effectiveOn)}起施行
                </a>
              </p>
            ))}
          </Card>
        ))}
        <Card as="li">
          <h2 className="text-md">
            <a href="/licences" className="inline-flex min-h-11 items-center underline decoration-line-strong hover:text-cinnabar">
              证照信息
            </a>
          </h2>
          <p className="text-sm text-ink-2">平台和每家店的主体信息与电话</p>
        </Card>
      </ul>
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
