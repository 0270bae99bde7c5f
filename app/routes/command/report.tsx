import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { BulletinPaper } from '#app/components/command/bulletin-paper.tsx'
import { CommandError } from '#app/components/command/command-error.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { TextArea } from '#app/components/ui/field.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { DemoMark, Tag } from '#app/components/ui/tag.tsx'
import { isProvisional, monthInWords } from '#app/domain/reporting/bulletin.ts'
import { MAX_REPORT_TEXT, personalDataIn } from '#app/domain/reporting/report-text.ts'
import { notFound, requireCommand } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { businessTime } from '#app/services/reporting/business-time.server.ts'
import { getBulletin } from '#app/services/reporting/get-bulletin.server.ts'
import { saveReportText } from '#app/services/reporting/save-report-text.server.ts'

export const meta = () => [{ title: '通报草稿 · 援疆指挥部' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { role } = await requireCommand(request)
  const page = await getBulletin(periodFrom(params.period))
  if (!page) throw notFound()
  const { report, bulletin } = page
  return {
    report,
    bulletin: { ...bulletin, asOf: bulletin.asOf.toISOString() },
    canWrite: role === 'COMMAND_PREPARER' && (report.state === 'OPEN' || report.state === 'RETURNED'),
    saved: new URL(request.url).searchParams.has('saved'),
  }
}

function periodFrom(text: string | undefined): string {
  if (!text || !/^20\d{2}-(?:0[1-9]|1[0-2])$/.test(text)) throw notFound()
  return text
}

const reportText = (label: string) =>
  z
    .string({ error: `请填写${label}` })
    .transform((text) => text.replace(/\r\n?/g, '\n').normalize('NFC').trim())
    .pipe(
      z
        .string()
        .max(MAX_REPORT_TEXT, `${label}最多 ${MAX_REPORT_TEXT} 个字`)
        .regex(/^[\P{Cc}\n\t]*$/u, `${label}含有不能识别的字符`)
        .superRefine((text, context) => {
          const found = personalDataIn(text)
          if (found) context.addIssue({ code: 'custom', message: `${label}里像是有${found}，通报只写汇总情况，请删去` })
        }),
    )

const TextForm = z.strictObject({
  version: z.string({ error: '页面已过期，请刷新后再试' }).regex(/^\d{1,9}$/, '页面已过期，请刷新后再试').transform(Number),
  problems: reportText('存在问题'),
  nextSteps: reportText('下步工作'),
})

export async function action({ request, params }: ActionFunctionArgs) {
  const { userId, role } = await requireCommand(request, 'COMMAND_PREPARER')
  const period = periodFrom(params.period)
  const form = await parseForm(request, TextForm)
  if (!form.ok) return data({ errors: form.errors, values: form.values, refusal: null }, { status: 422 })
  const result = await saveReportText({ period, ...form.value, actor: { id: userId, role }, now: await businessTime() })
  if (result.ok) return redirect(`/command/reports/${period}?saved`, 303)
  switch (result.reason) {
    case 'not_found':
      throw notFound()
    case 'not_open':
      return data({ errors: {}, values: form.values, refusal: '通报已经提交，文字不能再改。' }, { status: 409 })
    case 'changed':
      return data(
        { errors: {}, values: form.values, refusal: '这份草稿刚刚在别处改过。下面保留着您写的文字，请对照右侧的最新内容，改好后再保存一次。' },
        { status: 409 },
      )
  }
}

export default function Report() {
  const { report, bulletin: sent, canWrite, saved } = useLoaderData<typeof loader>()
  const bulletin = { ...sent, asOf: new Date(sent.asOf) }
  const base = `/command/reports/${report.period}`
  return (
    <>
      <p className="mb-2 text-sm no-print">
        <Link to="/command/reports" className="text-river">
          ‹ 返回月度通报
        </Link>
      </p>
      <div className="no-print">
        <PageHeading
          title={
            <span className="inline-flex flex-wrap items-center gap-3">
              {monthInWords(report.period)}通报 <Tag tone="poplar">草稿</Tag> {bulletin.demo ? <DemoMark /> : null}
            </span>
          }
          note={`${report.number} · 数字实时计算，不能修改`}
        >
          <div className="flex flex-wrap gap-2">
            <LinkButton to={`${base}/word`} size="sm" reloadDocument>
              <Icon name="download" className="size-4" />
              下载 Word
            </LinkButton>
            <LinkButton to={`${base}/excel`} size="sm" tone="secondary" reloadDocument>
              <Icon name="download" className="size-4" />
              下载 Excel
            </LinkButton>
            <LinkButton to={`${base}/print`} size="sm" tone="quiet">
              <Icon name="print" className="size-4" />
              打印
            </LinkButton>
          </div>
        </PageHeading>
      </div>
      {saved ? (
        <Notice tone="success" className="mb-4">
          已保存。
        </Notice>
      ) : null}
      {isProvisional(bulletin) ? (
        <Notice tone="warning" className="mb-4">
          本月尚未结束，或还有支付、退款正在入账：数字还会变化，请在月末之后再报送。
        </Notice>
      ) : null}
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[2fr_3fr]">
        <div className="min-w-0 no-print lg:sticky lg:top-4">{canWrite ? <TextEditor /> : <Readers />}</div>
        <BulletinPaper bulletin={bulletin} />
      </div>
    </>
  )
}

function TextEditor() {
  const { report } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  const typed: Readonly<Record<string, string>> = answer?.values ?? {}
  return (
    <Card labelledBy="words">
      <SectionHeading id="words" title="填表人填写" note="只写汇总情况：不写个人信息和订单号，不推荐具体商品。" />
      {answer?.refusal ? (
        <Notice tone="error" className="mb-4">
          {answer.refusal}
        </Notice>
      ) : null}
      <Form method="post" action={`/command/reports/${report.period}`} key={report.version} className="grid gap-4">
        <input type="hidden" name="version" value={report.version} />
        <TextArea label="存在问题" name="problems" rows={7} maxLength={MAX_REPORT_TEXT} defaultValue={typed.problems ?? report.problems} error={errors.problems} hint="每行一段。例如延迟发货、退款、缺证、断货等情况。" />
        <TextArea label="下步工作" name="nextSteps" rows={7} maxLength={MAX_REPORT_TEXT} defaultValue={typed.nextSteps ?? report.nextSteps} error={errors.nextSteps} hint="每行一段，写明牵头单位和时限。" />
        <Button>保存</Button>
      </Form>
    </Card>
  )
}

function Readers() {
  return (
    <Card>
      <p className="text-sm text-ink-2">存在问题和下步工作由填表人填写。您可以查看、下载和打印。</p>
    </Card>
  )
}

export { CommandError as ErrorBoundary }
