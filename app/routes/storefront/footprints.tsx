import { redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { KeptCards } from '#app/components/storefront/kept-cards.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { MAX_FOOTPRINTS } from '#app/domain/catalogue/kept.ts'
import { footprintsCookie } from '#app/http/cookies.server.ts'
import { requireShopper } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { emptyFootprints, getFootprints, switchFootprints } from '#app/services/footprint/footprints.server.ts'

export const handle = { scripts: false }

export const meta = () => pageTitle('我的足迹')

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await requireShopper(request)
  return getFootprints(userId, await shopNow())
}

const FootprintsForm = z.strictObject({ intent: z.enum(['on', 'off', 'empty']) })

export async function action({ request }: ActionFunctionArgs) {
  const { userId } = await requireShopper(request)
  const form = await parseForm(request, FootprintsForm)
  if (!form.ok) throw new Response('请返回上一页再试', { status: 400 })
  const { intent } = form.value
  if (intent === 'empty') {
    await emptyFootprints(userId)
    return redirect('/footprints', 303)
  }
  await switchFootprints(userId, intent === 'on')
  return redirect('/footprints', { status: 303, headers: { 'Set-Cookie': footprintsCookie(intent === 'on') } })
}

export default function Footprints() {
  const { on, kept } = useLoaderData<typeof loader>()
  return (
    <Content narrow>
      <PageHeading title="我的足迹" note={on ? '只有您自己看得到' : '现在没有记录'} />
      <Card as="div" className="mb-4">
        <form method="post" className="flex flex-wrap items-center justify-between gap-3">
          <p className="min-w-0 flex-1 basis-64 text-sm">
            {on
              ? `已打开：您登录后看过的商品会记在这里，最多 ${MAX_FOOTPRINTS} 件，不用来推荐，也不给别人。关掉会同时清空。`
              : '足迹默认是关的。打开后，您登录后看过的商品会记在这里，方便再找；不用来推荐，也不给别人，随时可以关掉或清空。'}
          </p>
          <div className="flex gap-2">
            {on && kept.length > 0 ? <Button name="intent" value="empty" tone="danger" size="sm">清空</Button> : null}
            <Button name="intent" value={on ? 'off' : 'on'} tone={on ? 'quiet' : 'secondary'} size="sm">{on ? '关掉足迹' : '打开足迹'}</Button>
          </div>
        </form>
      </Card>
      {on && kept.length === 0 ? <p className="py-6 text-center text-sm text-ink-2">还没有看过什么。</p> : null}
      <KeptCards kept={kept} />
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
