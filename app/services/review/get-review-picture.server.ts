import { queryNamed } from '#app/infra/db.server.ts'
import { fetchFile } from '#app/infra/files.server.ts'

const NAME = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?:-small)?\.webp$/

/** The bytes of a picture that is shown somewhere; null for one of a hidden review, too. */
export async function getReviewPicture(name: string): Promise<Buffer | null> {
  const id = NAME.exec(name)?.[1]
  if (!id) return null
  const shown = await queryNamed(
    'review-picture',
    `select 1 as shown from review_picture p join review r on r.id = p.review_id where p.id = $1 and r.state = 'PUBLISHED'`,
    [id],
  )
  return shown.length > 0 ? fetchFile(name) : null
}
