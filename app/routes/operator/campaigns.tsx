import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { campaignStates } from '#app/components/operator/campaign-names.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Field, Select } from '#app/components/ui/field.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { phaseNames } from '#app/domain/campaign/content.ts'
import { dayWords, deadlineWords } from '#app/domain/shipping/words.ts'
import { businessDate } from '#app/domain/time.ts'
import { textField, uuidField } from '#app/http/fields.server.ts'
import { notFound, requireOperator } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { createEdition } from '#app/services/campaign/create-edition.server.ts'
import { listEditions } from '#app/services/campaign/get-campaign-desk.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request)
  const editions = await listEditions(await shopNow())
  const newest = editions[0]?.edition ?? Number(businessDate(await shopNow()).slice(0, 4))
  return { editions, proposed: editions.length === 0 ? newest : newest + 1 }
}

const EditionForm = z.strictObject({
  edition: z.string({ error: '请填写年份' }).trim().regex(/^\d{4}$/, '请填写四位年份，如 2028').transform(Number),
  name: textField('活动名称', { max: 30 }),
  cloneOf: z.literal('').or(uuidField).transform((id) => id || null),
})

export async function action({ request }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  const form = await parseForm(request, EditionForm)
  if (!form.ok) return data({ errors: form.errors, values: form.values }, { status: 422 })
  const made = await createEdition({ ...form.value, actor: { id: userId, role }, now: await shopNow() })
  if (made.ok) return redirect(`/operator/campaigns/${made.id}`, 303)
  if (made.reason === 'not_found') throw notFound()
  return data({ errors: { ...made.problems }, values: form.values }, { status: 422 })
}

export default function Campaigns() {
  const { editions, proposed } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  const values = answer?.values ?? { edition: String(proposed), name: `${proposed} 塔里木河年货节`, cloneOf: '' }
  return (
    <>
      <PageHeading title="年货节" note="每一届按当年除夕排日期；发布之后的内容不再改动，修改要再发布一次" />
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
        <ul className="grid gap-3">
          {editions.map((edition) => (
            <Card as="li" key={edition.id} className="relative hover:shadow-lift">
              <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
                <h2 className="text-lg font-semibold">
                  <Link to={edition.id} className="no-underline after:absolute after:inset-0 hover:text-cinnabar">{edition.name}</Link>
                </h2>
                <Tag tone={campaignStates[edition.state].tone}>{campaignStates[edition.state].word}</Tag>
              </div>
              <p className="mt-1 text-sm text-ink-2">
                {edition.span ? `${dayWords(businessDate(edition.span.startsAt))} 至 ${deadlineWords(edition.span.endsAt).slice(0, -6)}` : '还没有排日期'}，除夕 {dayWords(edition.newYearsEve)}
              </p>
              <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
                {edition.state === 'LIVE' && edition.phase ? <span className="font-semibold text-cinnabar">现在：{phaseNames[edition.phase]}</span> : null}
                <span>{edition.venues} 个会场</span>
                <span>{edition.promotions} 项优惠</span>
                {edition.waiting > 0 ? <span className="font-semibold text-cinnabar">{edition.waiting} 个报名待审核</span> : null}
              </p>
            </Card>
          ))}
          {editions.length === 0 ? <Card as="li">还没有年货节。先新建一届，日期会按除夕排好。</Card> : null}
        </ul>
        <Card labelledBy="new-edition">
          <SectionHeading id="new-edition" title="新建一届" note="阶段日期按当年除夕自动排好，建好后再调整" />
          <Form method="post" className="grid gap-4">
            <Field label="年份" name="edition" inputMode="numeric" maxLength={4} defaultValue={values.edition} error={errors.edition} hint="它所迎接的春节在哪一年" />
            <Field label="活动名称" name="name" maxLength={30} defaultValue={values.name} error={errors.name} />
            <Select
              label="从哪里开始"
              name="cloneOf"
              options={[{ value: '', label: '空白，用默认的阶段和会场' }, ...editions.map(({ id, name }) => ({ value: id, label: `照搬「${name}」` }))]}
              defaultValue={values.cloneOf}
              error={errors.cloneOf}
              hint="照搬时日期按除夕平移，平台优惠存为草稿；商家报名和店铺优惠不带过来"
            />
            <Button>新建</Button>
          </Form>
        </Card>
      </div>
    </>
  )
}
