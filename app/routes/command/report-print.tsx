import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BulletinPaper } from '#app/components/command/bulletin-paper.tsx'
import { bulletinTitle } from '#app/domain/reporting/bulletin.ts'
import { notFound, requireCommand } from '#app/http/guards.server.ts'
import { getBulletin } from '#app/services/reporting/get-bulletin.server.ts'

export const handle = { scripts: false }
export const meta = () => [{ title: '打印通报 · 援疆指挥部' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireCommand(request)
  const page = /^20\d{2}-(?:0[1-9]|1[0-2])$/.test(params.period ?? '') ? await getBulletin(params.period ?? '') : null
  if (!page) throw notFound()
  return { bulletin: { ...page.bulletin, asOf: page.bulletin.asOf.toISOString() } }
}

/** The paper alone, for the printer and the stamp. */
export default function ReportPrint() {
  const { bulletin } = useLoaderData<typeof loader>()
  return (
    <main id="content" className="mx-auto max-w-3xl px-4 py-5 print:max-w-none print:p-0">
      <h1 className="sr-only">{bulletinTitle(bulletin.period)}</h1>
      <p className="mb-3 flex flex-wrap justify-between gap-2 text-sm text-ink-2 no-print">
        <Link to={`/command/reports/${bulletin.period}`} reloadDocument className="text-river">
          ‹ 返回草稿
        </Link>
        <span>请用浏览器的打印功能（Ctrl + P），纸张选 A4。</span>
      </p>
      <BulletinPaper bulletin={{ ...bulletin, asOf: new Date(bulletin.asOf) }} />
    </main>
  )
}
