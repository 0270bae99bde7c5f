import { bulletinTitle } from '#app/domain/reporting/bulletin.ts'
import { businessDate } from '#app/domain/time.ts'
import type { Period } from '#app/domain/time.ts'
import { getBulletin, getBulletinWithLedger } from '#app/services/reporting/get-bulletin.server.ts'

export type OfficeFile = { name: string; bytes: Uint8Array }

// The document libraries are large and seldom needed, so they are loaded on first use.

export async function exportBulletinWord(period: Period): Promise<OfficeFile | null> {
  const page = await getBulletin(period)
  if (!page) return null
  const { drawBulletinWord } = await import('#app/infra/documents/bulletin-word.server.ts')
  return { name: `${bulletinTitle(period)}（草稿）.docx`, bytes: await drawBulletinWord(page.bulletin) }
}

export async function exportBulletinExcel(period: Period): Promise<OfficeFile | null> {
  const page = await getBulletinWithLedger(period)
  if (!page) return null
  const { drawBulletinExcel } = await import('#app/infra/documents/bulletin-excel.server.ts')
  // A month that is still running has no rows for days to come.
  const today = businessDate(page.bulletin.asOf)
  const bytes = await drawBulletinExcel(page.bulletin, page.picture.days.filter(({ date }) => date <= today), page.ledger)
  return { name: `${bulletinTitle(period)}（草稿）.xlsx`, bytes }
}
