import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData } from '@remix-run/react'
import { z } from 'zod'
import { IdentityFrame } from '#app/components/storefront/identity-form.tsx'
import { pageTitle } from '#app/components/storefront/page.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { phoneField } from '#app/http/fields.server.ts'
import { publicPage } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { completePasswordReset, requestPasswordReset } from '#app/services/identity/reset-password.server.ts'

export const handle = { scripts: false }
export const meta = () => pageTitle('重设密码')

export function loader({ request }: LoaderFunctionArgs) {
  publicPage(request)
  return null
}

const ResetForm = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('send'), phone: phoneField }),
  z.strictObject({
    intent: z.literal('complete'),
    phone: phoneField,
    code: z.string({ error: '请填写验证码' }).trim().regex(/^\d{6}$/, '验证码是 6 位数字'),
    password: z.string({ error: '请填写新密码' }).min(1, '请填写新密码').max(512, '密码太长'),
  }),
])

export async function action({ request }: ActionFunctionArgs) {
  publicPage(request)
  const form = await parseForm(request, ResetForm)
  if (!form.ok) return data({ step: form.values.intent === 'complete' ? 2 : 1, errors: form.errors, values: form.values, refusal: null }, { status: 422 })
  const { values, value } = form
  if (value.intent === 'send') {
    const sent = await requestPasswordReset({ phone: value.phone })
    if (sent.ok) return data({ step: 2, errors: {}, values, refusal: null })
    return data({ step: 1, errors: {}, values, refusal: '验证码发送太频繁，请稍后再试' }, { status: 429, headers: { 'Retry-After': String(sent.retryAfterSeconds) } })
  }
  const result = await completePasswordReset(value)
  if (result.ok) return redirect('/login?reset=1', 303)
  const errors = result.reason === 'code' ? { code: '验证码不对或已过期' } : { password: result.sentence }
  return data({ step: 2, errors, values, refusal: null }, { status: 422 })
}

export default function Reset() {
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  const second = answer?.step === 2
  return (
    <IdentityFrame
      title="重设密码"
      note={second ? '如果这个手机号有账号，验证码已经发出，10 分钟内有效' : '我们给您的手机发一个验证码'}
      below={<Link to="/login">想起来了，去登录</Link>}
    >
      {answer?.refusal ? <Notice tone="error" className="mb-4">{answer.refusal}</Notice> : null}
      <Form method="post" className="grid gap-4">
        <input type="hidden" name="intent" value={second ? 'complete' : 'send'} />
        <Field label="手机号" name="phone" type="tel" inputMode="tel" autoComplete="username" readOnly={second} defaultValue={answer?.values.phone} error={errors.phone} />
        {second ? (
          <>
            <Field label="验证码" name="code" inputMode="numeric" autoComplete="one-time-code" error={errors.code} />
            <Field label="新密码" name="password" type="password" autoComplete="new-password" hint="至少 8 位；重设后所有设备都要重新登录" error={errors.password} />
          </>
        ) : null}
        <Button size="lg" wide>{second ? '重设密码' : '发送验证码'}</Button>
      </Form>
    </IdentityFrame>
  )
}
