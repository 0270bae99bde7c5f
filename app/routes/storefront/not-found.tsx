import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound, publicPage } from '#app/http/guards.server.ts'

export const handle = { scripts: false }

/** Every address that is nobody's. */
export function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  throw notFound()
}

export default function NotFound() {
  return null
}

export { RouteErrorPage as ErrorBoundary } from '#app/components/error-page.tsx'
