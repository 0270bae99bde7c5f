import type { LoaderFunctionArgs } from '@remix-run/node'
import { parseReportQuery } from '#app/domain/reporting/query.ts'
import { businessDate } from '#app/domain/time.ts'
import { requireCommand } from '#app/http/guards.server.ts'
import { businessTime } from '#app/services/reporting/business-time.server.ts'
import { getDailyChart } from '#app/services/reporting/get-daily-chart.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  await requireCommand(request)
  const { searchParams } = new URL(request.url)
  const { query } = parseReportQuery(searchParams, businessDate(await businessTime()))
  const svg = await getDailyChart(query, searchParams.get('shape') === 'narrow' ? 'narrow' : 'wide')
  return new Response(svg, {
    headers: {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Cache-Control': 'private, no-store',
      // The picture opened by itself is a document of its own: it may do nothing.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  })
}
