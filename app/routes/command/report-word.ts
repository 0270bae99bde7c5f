import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound, requireCommand } from '#app/http/guards.server.ts'
import { officeFileResponse } from '#app/http/office-file.server.ts'
import { exportBulletinWord } from '#app/services/reporting/export-bulletin.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireCommand(request)
  const period = params.period ?? ''
  const file = /^20\d{2}-(?:0[1-9]|1[0-2])$/.test(period) ? await exportBulletinWord(period) : null
  if (!file) throw notFound()
  return officeFileResponse(file, `bulletin-${period}-draft.docx`)
}
