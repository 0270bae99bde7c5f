import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { IdentityFrame } from '#app/components/storefront/identity-form.tsx'
import { pageTitle } from '#app/components/storefront/page.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { phoneField } from '#app/http/fields.server.ts'
import { publicPage } from '#app/http/guards.server.ts'
import { safePath } from '#app/http/safe-path.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { guestHashOf, signInHeader } from '#app/http/session.server.ts'
import { mergeGuestCart } from '#app/services/cart/merge-guest-cart.server.ts'
import { homeOf } from '#app/services/identity/home-of.server.ts'
import { signIn } from '#app/services/identity/sign-in.server.ts'

export const handle = { scripts: false }
export const meta = () => pageTitle('登录')

export function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  const url = new URL(request.url)
  return { next: safePath(url.searchParams.get('next')), reset: url.searchParams.has('reset') }
}

const LoginForm = z.strictObject({
  phone: phoneField,
  password: z.string({ error: '请填写密码' }).min(1, '请填写密码').max(512, '密码太长'),
  next: z.string().max(2_000),
})

export async function action({ request, context }: ActionFunctionArgs) {
  publicPage(request)
  const form = await parseForm(request, LoginForm)
  if (!form.ok) return data({ errors: form.errors, values: form.values, refusal: null }, { status: 422 })

  const { phone, password, next } = form.value
  const result = await signIn({ phone, password, address: context.clientAddress })
  if (!result.ok) {
    if (result.reason === 'too_many') {
      const refusal = `尝试次数太多，请 ${Math.ceil(result.retryAfterSeconds / 60)} 分钟后再试`
      return data({ errors: {}, values: form.values, refusal }, { status: 429, headers: { 'Retry-After': String(result.retryAfterSeconds) } })
    }
    return data({ errors: {}, values: form.values, refusal: '手机号或密码不对，请再试一次' }, { status: 422 })
  }
  const guestHash = await guestHashOf(request)
  if (guestHash) await mergeGuestCart({ guestHash, userId: result.userId })
  const to = safePath(next)
  return redirect(to === '/' ? await homeOf(result.userId) : to, {
    status: 303,
    headers: { 'Set-Cookie': await signInHeader(request, result.userId) },
  })
}

export default function Login() {
  const { next, reset } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  return (
    <IdentityFrame
      title="欢迎回来"
      note="登录后购物车和订单都跟着您走"
      below={
        <>
          <Link to={`/register?next=${encodeURIComponent(next)}`}>还没有账号？去注册</Link>
          <Link to="/reset">忘记密码</Link>
        </>
      }
    >
      {reset ? <Notice tone="success" className="mb-4">密码已重设，请用新密码登录。</Notice> : null}
      {answer?.refusal ? <Notice tone="error" className="mb-4">{answer.refusal}</Notice> : null}
      <Form method="post" className="grid gap-4">
        <input type="hidden" name="next" value={answer?.values.next ?? next} />
        <Field label="手机号" name="phone" type="tel" inputMode="tel" autoComplete="username" defaultValue={answer?.values.phone} error={errors.phone} />
        <Field label="密码" name="password" type="password" autoComplete="current-password" error={errors.password} />
        <Button size="lg" wide>登录</Button>
      </Form>
    </IdentityFrame>
  )
}
