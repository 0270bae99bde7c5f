import { redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { KeptCards } from '#app/components/storefront/kept-cards.tsx'
import { Content, pageTitle } from '#app/components/storefront/page.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { PageHeading } from '#app/components/ui/card.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { MAX_FAVOURITES } from '#app/domain/catalogue/kept.ts'
import { notFound, requireShopper } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { addFavourite, listFavourites, removeFavourite } from '#app/services/favourite/favourites.server.ts'

export const handle = { scripts: false }

export const meta = () => pageTitle('我的收藏')

const said = z.enum(['added', 'full']).nullable().catch(null)

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await requireShopper(request)
  return { kept: await listFavourites(userId, await shopNow()), said: said.parse(new URL(request.url).searchParams.get('said')) }
}

const FavouriteForm = z.strictObject({ intent: z.enum(['add', 'remove']), slug: z.string().regex(/^[\w-]{1,80}$/) })

export async function action({ request }: ActionFunctionArgs) {
  const { userId } = await requireShopper(request)
  const form = await parseForm(request, FavouriteForm)
  if (!form.ok) throw new Response('请返回商品页再试', { status: 400 })
  const { intent, slug } = form.value
  if (intent === 'remove') {
    await removeFavourite({ userId, slug })
    return redirect('/favourites', 303)
  }
  const added = await addFavourite({ userId, slug, now: await shopNow() })
  if (!added.ok && added.reason === 'not_found') throw notFound()
  return redirect(`/favourites?said=${added.ok ? 'added' : 'full'}`, 303)
}

export default function Favourites() {
  const { kept, said } = useLoaderData<typeof loader>()
  return (
    <Content narrow>
      <PageHeading title="我的收藏" note={kept.length > 0 ? `${kept.length} 件` : undefined} />
      {said === 'added' ? <Notice tone="success" className="mb-4">收藏好了，以后在“我的”里能找到。</Notice> : null}
      {said === 'full' ? <Notice tone="warning" className="mb-4">最多收藏 {MAX_FAVOURITES} 件，请先取消几件。</Notice> : null}
      {kept.length === 0 ? (
        <EmptyState motif="heart" title="还没有收藏" action={<LinkButton to="/">去逛逛</LinkButton>}>
          <p>在商品页点“收藏”，看中的年货就留在这里。</p>
        </EmptyState>
      ) : (
        <KeptCards kept={kept} removable />
      )}
    </Content>
  )
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
