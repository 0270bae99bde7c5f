import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { earliestClosing } from '#app/domain/law/closing-notice.ts'
import { ruleTitle } from '#app/domain/rules/pages.ts'
import { businessDate, dayInFull } from '#app/domain/time.ts'
import { requireOperator } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { ClosingForm } from '#app/http/rule-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { listRuleDesks } from '#app/services/rules/write-rules.server.ts'
import { announceClosing, standingClosingNotice, withdrawClosing } from '#app/services/site/closing-notice.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request)
  const now = await shopNow()
  const [desks, closing] = await Promise.all([listRuleDesks(now), standingClosingNotice()])
  const rules = desks.map(({ page, draft, announced }) => ({ page, drafted: draft !== null, announced }))
  return { rules, closing, today: businessDate(now), earliest: earliestClosing(now) }
}

export async function action({ request }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  const form = await parseForm(request, ClosingForm)
  const refuse = (errors: Record<string, string>, status: 409 | 422) => data({ errors, values: form.values }, { status })
  if (!form.ok) return refuse({ ...form.errors }, 422)
  const by = { actor: { id: userId, role }, now: await shopNow() }
  const { value } = form
  const result = value.intent === 'announce' ? await announceClosing({ ...value, ...by }) : await withdrawClosing({ ...value, ...by })
  if (result.ok) return redirect('/operator/rules', 303)
  switch (result.reason) {
    case 'too_soon':
      return refuse({ closesOn: result.sentence }, 422)
    case 'stands_already':
      return refuse({ closesOn: '已经有一份公告，请先看一看' }, 409)
    case 'not_found':
      return refuse({ reason: '这份公告刚刚已被撤回' }, 409)
  }
}

export default function OperatorRules() {
  const { rules, closing, today, earliest } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  return (
    <>
      <PageHeading title="规则与公告" note="规则的修改至少提前七天公示；公布以后不能再改，历次版本一直可查。" />
      <ul className="grid gap-3 lg:grid-cols-2">
        {rules.map(({ page, drafted, announced }) => {
          const inForce = announced.find(({ effectiveOn }) => effectiveOn <= today)
          const ahead = announced.filter(({ effectiveOn }) => effectiveOn > today)
          return (
            <Card as="li" key={page}>
              <h2 className="font-semibold">
                <Link to={`/operator/rules/${page}`} className="underline decoration-line-strong">
                  {ruleTitle(page)}
                </Link>
              </h2>
              <p className="mt-1 flex flex-wrap gap-2 text-sm">
                {inForce ? <span>施行中：第 {inForce.version} 版</span> : <span className="text-cinnabar">还没有施行的版本</span>}
                {ahead.map(({ version, effectiveOn }) => (
                  <Tag key={version} tone="poplar">
                    第 {version} 版 {dayInFull(effectiveOn)}起施行
                  </Tag>
                ))}
                {drafted ? <Tag tone="river">有草稿</Tag> : null}
              </p>
            </Card>
          )
        })}
      </ul>
      <Card className="mt-6" labelledBy="closing">
        <SectionHeading id="closing" title="终止经营公告" note="显示在商城每一页；公告以后售后照常。" />
        {closing ? (
          <>
            <Notice tone="warning" title={`${dayInFull(closing.closesOn)}终止经营`}>
              <p>{closing.sentence}</p>
            </Notice>
            <Form method="post" className="mt-4 flex flex-wrap items-end gap-3">
              <input type="hidden" name="id" value={closing.id} />
              <Field className="min-w-60 flex-1" label="撤回原因" name="reason" defaultValue={answer?.values.reason} error={errors.reason} />
              <Button tone="danger" name="intent" value="withdraw">撤回公告</Button>
            </Form>
          </>
        ) : (
          <Form method="post" className="grid gap-4 sm:grid-cols-[14rem_1fr_auto] sm:items-start">
            <Field label="终止日期" name="closesOn" type="date" hint={`最早 ${earliest}`} defaultValue={answer?.values.closesOn} error={errors.closesOn} />
            <Field label="公告" name="sentence" maxLength={200} hint="为什么，之后找谁" defaultValue={answer?.values.sentence} error={errors.sentence} />
            <Button tone="secondary" name="intent" value="announce" className="sm:mt-6.5">公告</Button>
          </Form>
        )}
      </Card>
    </>
  )
}
