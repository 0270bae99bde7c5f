import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { CommandError } from '#app/components/command/command-error.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading } from '#app/components/ui/card.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import { monthInWords } from '#app/domain/reporting/bulletin.ts'
import { formatInstant } from '#app/domain/time.ts'
import { requireCommand } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { businessTime } from '#app/services/reporting/business-time.server.ts'
import { generateReport } from '#app/services/reporting/generate-report.server.ts'
import { listReports } from '#app/services/reporting/list-reports.server.ts'

export const meta = () => [{ title: '月度通报 · 援疆指挥部' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { role } = await requireCommand(request)
  const months = await listReports()
  return {
    canGenerate: role === 'COMMAND_PREPARER',
    months: months.map(({ period, running, report }) => ({
      period,
      running,
      report: report && { number: report.number, state: report.state, updatedAt: formatInstant(report.updatedAt) },
    })),
  }
}

const GenerateForm = z.strictObject({
  intent: z.literal('generate'),
  period: z.string({ error: '请选择月份' }).regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/, '请选择月份'),
})

const refusals = { not_begun: '这个月还没有开始', no_sales: '这个月没有成交，没有可通报的数据' } as const

export async function action({ request }: ActionFunctionArgs) {
  const { userId, role } = await requireCommand(request, 'COMMAND_PREPARER')
  const form = await parseForm(request, GenerateForm)
  if (!form.ok) return data({ refusal: Object.values(form.errors)[0] ?? '没有看懂这个请求' }, { status: 422 })
  const { period } = form.value
  const result = await generateReport({ period, actor: { id: userId, role }, now: await businessTime() })
  if (!result.ok) return data({ refusal: refusals[result.reason] }, { status: 422 })
  return redirect(`/command/reports/${result.period}`, 303)
}

const stateNames: Readonly<Record<string, string>> = { OPEN: '草稿', RETURNED: '已退回', SUBMITTED: '审核中', APPROVED: '已通过', SIGNED: '已签发' }

export default function Reports() {
  const { canGenerate, months } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeading title="月度通报" note="一月一通报。草稿的数字随订单实时计算，只有文字由填表人填写。" />
      {answer ? (
        <Notice tone="error" className="mb-4">
          {answer.refusal}
        </Notice>
      ) : null}
      <Card>
        <ul className="divide-y divide-line">
          {months.map(({ period, running, report }) => (
            <li key={period} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2 font-semibold">
                  {report ? (
                    <Link to={`/command/reports/${period}`} className="decoration-line-strong">
                      {monthInWords(period)}
                    </Link>
                  ) : (
                    monthInWords(period)
                  )}
                  <Tag tone={report ? 'poplar' : 'plain'}>{report ? (stateNames[report.state] ?? report.state) : '未生成'}</Tag>
                  {running ? <Tag tone="river">本月尚未结束</Tag> : null}
                </p>
                <p className="text-sm text-ink-2">{report ? `${report.number} · ${report.updatedAt} 更新` : '还没有通报草稿'}</p>
              </div>
              {report ? (
                <LinkButton to={`/command/reports/${period}`} tone="quiet" size="sm">
                  打开
                </LinkButton>
              ) : canGenerate ? (
                <Form method="post">
                  <input type="hidden" name="period" value={period} />
                  <Button name="intent" value="generate" size="sm" aria-label={`生成 ${monthInWords(period)}通报`}>
                    生成
                  </Button>
                </Form>
              ) : (
                <span className="text-sm text-ink-2">由填表人生成</span>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

export { CommandError as ErrorBoundary }
