import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData, useSearchParams } from '@remix-run/react'
import { StorefrontPage } from '#app/components/storefront/page.tsx'
import { publicPage } from '#app/http/guards.server.ts'
import { getSiteFacts } from '#app/services/catalogue/get-site-facts.server.ts'

export const handle = { scripts: false }

export async function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  return { site: await getSiteFacts() }
}

export default function StorefrontLayout() {
  const { site } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  return (
    <StorefrontPage site={site} query={search.get('q')?.trim().slice(0, 40) ?? ''}>
      <Outlet />
    </StorefrontPage>
  )
}
