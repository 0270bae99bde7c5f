import { redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { publicPage } from '#app/http/guards.server.ts'
import { signOutHeader } from '#app/http/session.server.ts'

/** Signing out is a write: a visit by link changes nothing. */
export function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  return redirect('/', 303)
}

export async function action({ request }: ActionFunctionArgs) {
  publicPage(request)
  return redirect('/', { status: 303, headers: { 'Set-Cookie': await signOutHeader(request) } })
}
