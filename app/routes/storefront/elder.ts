import { redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { rememberElder } from '#app/http/elder.server.ts'
import { publicPage } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { safePath } from '#app/http/safe-path.server.ts'

export function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  return redirect('/', 303)
}

const ElderForm = z.strictObject({ elder: z.enum(['on', 'off']), back: z.string().max(300) })

/** Large type and fewer blocks, or back to the usual page; remembered on this phone alone. */
export async function action({ request }: ActionFunctionArgs) {
  publicPage(request)
  const form = await parseForm(request, ElderForm)
  if (!form.ok) throw new Response('请返回上一页再试一次', { status: 422 })
  return redirect(safePath(form.value.back), { status: 303, headers: { 'Set-Cookie': rememberElder(form.value.elder === 'on') } })
}
