import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { VenueEditor } from '#app/components/operator/venue-editor.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeading } from '#app/components/ui/card.tsx'
import { readVenue, venueFields, venueValues } from '#app/domain/campaign/venue-editor.ts'
import { parseEditor } from '#app/http/editor-form.server.ts'
import { uuidField } from '#app/http/fields.server.ts'
import { notFound, requireOperator } from '#app/http/guards.server.ts'
import { getVenueEditor } from '#app/services/campaign/editor-choices.server.ts'
import { saveVenue } from '#app/services/campaign/save-campaign.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'

export const handle = { scripts: true }

/** The campaign, and the venue's address; null for a new one. */
function placeOf(params: { id?: string; slug?: string }): { id: string; slug: string | null } {
  if (!uuidField.safeParse(params.id).success || !params.slug) throw notFound()
  return { id: params.id!, slug: params.slug === 'new' ? null : params.slug }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireOperator(request)
  const { id, slug } = placeOf(params)
  const editor = await getVenueEditor(id, slug)
  if (!editor || editor.campaign.closed) throw notFound()
  return { ...editor, values: editor.venue ? venueValues(editor.venue) : { motif: 'lantern' } }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  const { id, slug } = placeOf(params)
  const form = await parseEditor(request, { intents: ['venue'], fields: venueFields, lists: [] })
  if (!form.ok) return data({ errors: form.errors, values: form.values }, { status: 422 })
  const read = readVenue(form.values)
  if (!read.ok) return data({ errors: read.problems, values: form.values }, { status: 422 })
  const saved = await saveVenue({ seen: { id, version: form.version }, slug, venue: read.venue, actor: { id: userId, role }, now: await shopNow() })
  if (saved.ok) return redirect(`/operator/campaigns/${id}?done=venue#venues`, 303)
  if (saved.reason === 'invalid') return data({ errors: saved.problems, values: form.values }, { status: 422 })
  if (saved.reason === 'not_found') throw notFound()
  return data({ errors: { '': '这一届刚刚被别人改过了。您填的内容还在下面，请另开一页核对后再保存。' }, values: form.values }, { status: 409 })
}

export default function CampaignVenue() {
  const { campaign, venue, choices, values } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors: Readonly<Record<string, string>> = answer?.errors ?? {}
  const back = `/operator/campaigns/${campaign.id}`
  return (
    <>
      <p className="mb-1 text-sm"><Link to={back}>{campaign.name}</Link></p>
      <PageHeading title={venue ? venue.name : '添加会场'} note="保存后先是草稿，发布后顾客才会看到" />
      {answer ? <Notice tone="error" className="mb-4">{errors[''] ?? '没有保存，请看标红的地方。'}</Notice> : null}
      <VenueEditor key={answer ? JSON.stringify(answer.values) : campaign.version} version={campaign.version} back={back} choices={choices} values={answer?.values ?? values} errors={errors} />
    </>
  )
}
