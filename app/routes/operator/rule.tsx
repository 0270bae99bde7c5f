import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Field, TextArea } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { isRulePage, ruleTitle } from '#app/domain/rules/pages.ts'
import { dayInFull } from '#app/domain/time.ts'
import { notFound, requireOperator } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { RuleForm } from '#app/http/rule-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { announceRule, getRuleDesk, saveRuleDraft } from '#app/services/rules/write-rules.server.ts'

export const handle = { scripts: true }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireOperator(request)
  const desk = await getRuleDesk(pageOf(params), await shopNow())
  return { ...desk, title: ruleTitle(desk.page), done: new URL(request.url).searchParams.get('done') }
}

function pageOf({ page = '' }: { page?: string }) {
  if (!isRulePage(page)) throw notFound()
  return page
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  const page = pageOf(params)
  const form = await parseForm(request, RuleForm)
  const refuse = (errors: Record<string, string>, status: 409 | 422) => data({ errors, values: form.values }, { status })
  if (!form.ok) return refuse({ ...form.errors }, 422)
  const { value } = form
  const by = { page, actor: { id: userId, role }, now: await shopNow() }
  const result = value.intent === 'save' ? await saveRuleDraft({ ...value, ...by }) : await announceRule({ ...value, ...by })
  if (result.ok) return redirect(`/operator/rules/${page}?done=${value.intent}`, 303)
  switch (result.reason) {
    case 'void_clause':
      return refuse({ [result.field]: result.sentence }, 422)
    case 'too_soon':
      return refuse({ effectiveOn: `修改要提前七天公示，最早可以从 ${result.earliest} 起施行` }, 422)
    case 'changed':
      return refuse({ '': '草稿刚刚被别人改过或公布了。您写的还在下面，请先另存，再刷新核对。' }, 409)
  }
}

export default function OperatorRule() {
  const { title, page, draft, current, announced, earliest, done } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  const revision = draft?.revision ?? 0
  return (
    <>
      <PageHeading title={title} note={draft ? `第 ${draft.version} 版草稿` : '还没有草稿，从施行中的文字写起'}>
        <Link to="/operator/rules" className="text-sm underline">全部规则</Link>
      </PageHeading>
      {answer ? (
        <Notice tone="error" className="mb-4">{errors[''] ?? '没有保存，请看标红的地方。'}</Notice>
      ) : done ? (
        <Notice tone="success" className="mb-4">{done === 'announce' ? '已公布，公示期从今天起算。' : '草稿已保存。'}</Notice>
      ) : null}
      <Card>
        {/* Another revision is another form: what was typed before does not stay. */}
        <Form key={revision} method="post" className="grid gap-4">
          <input type="hidden" name="revision" value={answer?.values.revision ?? revision} />
          <TextArea label="正文" name="body" rows={22} hint="“## ”开头是小标题，“- ”开头是条目，空行分段。最多 6000 字。" defaultValue={answer?.values.body ?? draft?.body ?? current} error={errors.body} />
          <Field label="修改说明" name="summary" maxLength={120} hint="一句话，写给读者：和上一版有什么不同" defaultValue={answer?.values.summary ?? draft?.summary} error={errors.summary} />
          <div className="flex flex-wrap items-start gap-3">
            <Button tone="secondary" name="intent" value="save">保存草稿</Button>
            {draft ? (
              <>
                <Field className="w-56" label="施行日期" name="effectiveOn" type="date" hint={`最早 ${earliest}`} defaultValue={answer?.values.effectiveOn ?? earliest} error={errors.effectiveOn} />
                <Button name="intent" value="announce" className="mt-6.5">公布</Button>
              </>
            ) : null}
          </div>
        </Form>
      </Card>
      <Card className="mt-4" labelledBy="versions">
        <SectionHeading id="versions" title="已公布的版本" />
        <ul className="divide-y divide-line text-sm">
          {announced.map(({ version, effectiveOn, summary }) => (
            <li key={version} className="py-2">
              <a href={`/rules/${page}?version=${version}`} className="underline">第 {version} 版</a>，{dayInFull(effectiveOn)}起施行{summary ? `：${summary}` : ''}
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}
