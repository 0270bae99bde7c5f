import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Checkbox, Field } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { textField } from '#app/http/fields.server.ts'
import { requireOperator } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'
import { getSearchWords, removeHotWord, removeSynonym, saveHotWord, saveSynonym } from '#app/services/catalogue/change-search-words.server.ts'
import type { SearchWords } from '#app/services/catalogue/change-search-words.server.ts'

export const handle = { scripts: true }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireOperator(request)
  return { ...(await getSearchWords()), saved: new URL(request.url).searchParams.has('saved') }
}

const word = textField('搜索词', { max: 40 })
const WordsForm = z.discriminatedUnion(
  'intent',
  [
    z.strictObject({ intent: z.literal('synonym'), word, also: textField('也指', { max: 300 }) }),
    z.strictObject({ intent: z.literal('remove-synonym'), word }),
    z.strictObject({
      intent: z.literal('hot-word'),
      hotWord: word,
      hidden: z.literal('1').optional(),
      place: z.string().trim().regex(/^\d{0,2}$/, '排位须是 0 到 99').transform(Number),
    }),
    z.strictObject({ intent: z.literal('remove-hot-word'), word }),
  ],
  { error: '页面已过期，请刷新后再试' },
)

export async function action({ request }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  const form = await parseForm(request, WordsForm)
  const refuse = (errors: Readonly<Record<string, string>>, status: 404 | 422) => data({ errors, values: form.values }, { status })
  if (!form.ok) return refuse(form.errors, 422)
  const { value } = form
  const by = { actor: { id: userId, role }, now: await shopNow() }
  switch (value.intent) {
    case 'synonym': {
      const saved = await saveSynonym({ word: value.word, also: value.also, ...by })
      if (!saved.ok) return refuse({ ...saved.problems }, 422)
      break
    }
    case 'hot-word': {
      const saved = await saveHotWord({ word: value.hotWord, hidden: value.hidden !== undefined, place: value.place, ...by })
      if (!saved.ok) return refuse(saved.problems, 422)
      break
    }
    case 'remove-synonym':
      if (!(await removeSynonym({ word: value.word, ...by }))) return refuse({ '': `“${value.word}”刚刚已被删除` }, 404)
      break
    case 'remove-hot-word':
      if (!(await removeHotWord({ word: value.word, ...by }))) return refuse({ '': `“${value.word}”刚刚已被删除` }, 404)
  }
  return redirect('/operator/reference-data?saved=1', 303)
}

export default function ReferenceData() {
  const { synonyms, hot, saved } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  const values = answer?.values ?? {}
  return (
    <>
      <PageHeading title="搜索词" note="改过以后，搜索和提示一秒内跟着变。热词先排这里写的，再排近三十天卖得多的。" />
      {answer ? <Notice tone="error" className="mb-4">{errors[''] ?? '没有保存，请看标红的地方。'}</Notice> : saved ? <Notice tone="success" className="mb-4">已保存。</Notice> : null}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card labelledBy="synonyms">
          <SectionHeading id="synonyms" title="同义词" note="搜左边的词，也会找到右边的；反过来不会" />
          <Form method="post" className="grid gap-3">
            <Field label="搜索词" name="word" error={errors.word} defaultValue={values.word} placeholder="大枣" />
            <Field label="也指" name="also" error={errors.also} defaultValue={values.also} placeholder="红枣、灰枣、骏枣" hint="用顿号隔开；同一个词再存一次就是修改" />
            <Button name="intent" value="synonym" className="justify-self-start">保存同义词</Button>
          </Form>
          <WordList rows={synonyms.map((one) => ({ word: one.word, detail: one.also.join('、') }))} intent="remove-synonym" />
        </Card>
        <Card labelledBy="hot-words">
          <SectionHeading id="hot-words" title="热词" note="搜不到商品的词不会显示" />
          <Form method="post" className="grid gap-3">
            <Field label="热词" name="hotWord" error={errors.hotWord} defaultValue={values.hotWord} placeholder="大礼包" />
            <Field label="排位" name="place" inputMode="numeric" error={errors.place} defaultValue={values.place ?? '1'} hint="小的在前" />
            <Checkbox label="不要出现在热词里" name="hidden" value="1" defaultChecked={values.hidden === '1'} />
            <Button name="intent" value="hot-word" className="justify-self-start">保存热词</Button>
          </Form>
          <WordList rows={hot.map(wordOfList)} intent="remove-hot-word" />
        </Card>
      </div>
    </>
  )
}

function wordOfList({ word: text, hidden, place }: SearchWords['hot'][number]) {
  return { word: text, detail: hidden ? <Tag>不出现</Tag> : `排位 ${place}` }
}

function WordList({ rows, intent }: { rows: { word: string; detail: ReactNode }[]; intent: string }) {
  return (
    <ul className="mt-4 divide-y divide-line">
      {rows.map((row) => (
        <li key={row.word} className="flex items-center gap-3 py-1 text-sm">
          <span className="w-20 shrink-0 font-semibold">{row.word}</span>
          <span className="min-w-0 flex-1 text-ink-2">{row.detail}</span>
          <Form method="post">
            <input type="hidden" name="word" value={row.word} />
            <Button tone="danger" size="sm" name="intent" value={intent} aria-label={`删除 ${row.word}`}>删除</Button>
          </Form>
        </li>
      ))}
    </ul>
  )
}
