import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { campaignStates } from '#app/components/operator/campaign-names.ts'
import type { CampaignAnswer } from '#app/components/operator/campaign-parts.tsx'
import { ChecklistCard, EnrolmentList, PhaseForm, PhaseTimeline, PublishCard, RenameCard, VenueList } from '#app/components/operator/campaign-parts.tsx'
import { PromotionList } from '#app/components/operator/promotion-list.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import type { Phase } from '#app/domain/campaign/content.ts'
import { PHASE_CODES, phaseNames } from '#app/domain/campaign/content.ts'
import { reader } from '#app/domain/promotion/editor-values.ts'
import { dayWords } from '#app/domain/shipping/words.ts'
import { textField, uuidField } from '#app/http/fields.server.ts'
import { notFound, requireOperator } from '#app/http/guards.server.ts'
import { parseForm } from '#app/http/parse-form.server.ts'
import { getCampaignDesk } from '#app/services/campaign/get-campaign-desk.server.ts'
import { closeCampaign, publishCampaign } from '#app/services/campaign/publish-campaign.server.ts'
import { removeVenue, renameCampaign, savePhases } from '#app/services/campaign/save-campaign.server.ts'
import { shopNow } from '#app/services/catalogue/get-site-facts.server.ts'

export const handle = { scripts: true }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireOperator(request)
  const now = await shopNow()
  const desk = uuidField.safeParse(params.id).success ? await getCampaignDesk(params.id!, now) : null
  if (!desk) throw notFound()
  return { desk, now, done: new URL(request.url).searchParams.get('done') }
}

const version = z.string().regex(/^\d{1,9}$/, '页面已过期，请刷新后再试').transform(Number)
const instants = Object.fromEntries(PHASE_CODES.flatMap((code) => [`phases.${code}.startsAt`, `phases.${code}.endsAt`]).map((name) => [name, z.string().max(40)]))
/** What publishing was shown to take along: “id:version id:version”. */
const seenPromotions = z
  .string()
  .regex(/^(?:[0-9a-f-]{36}:\d{1,9}(?: |$))*$/, '页面已过期，请刷新后再试')
  .max(20_000)
  .transform((text) => text.split(' ').filter(Boolean).map((one) => ({ id: one.slice(0, 36), version: Number(one.slice(37)) })))

const CampaignForm = z.discriminatedUnion(
  'intent',
  [
    z.strictObject({ intent: z.literal('rename'), version, name: textField('活动名称', { max: 30 }) }),
    z.strictObject({ intent: z.literal('phases'), version, ...instants }),
    z.strictObject({ intent: z.literal('remove-venue'), version, slug: z.string().max(40) }),
    z.strictObject({ intent: z.literal('publish'), version, promotions: seenPromotions }),
    z.strictObject({ intent: z.literal('close'), version, reason: textField('说明', { max: 60 }) }),
  ],
  { error: '页面已过期，请刷新后再试' },
)

const STALE = '刚刚被别人改过了，请刷新页面核对现在的内容'

export async function action({ request, params }: ActionFunctionArgs) {
  const { userId, role } = await requireOperator(request)
  if (!uuidField.safeParse(params.id).success) throw notFound()
  const id = params.id!
  const form = await parseForm(request, CampaignForm)
  const refuse = (errors: Readonly<Record<string, string>>, status: 409 | 422) => data<CampaignAnswer>({ form: form.values.intent ?? '', errors, values: form.values }, { status })
  if (!form.ok) return refuse(form.errors, 422)
  const { value } = form
  const by = { actor: { id: userId, role }, now: await shopNow() }
  const seen = { id, version: value.version }
  switch (value.intent) {
    case 'rename': {
      const renamed = await renameCampaign({ seen, name: value.name, ...by })
      if (!renamed.ok) return renamed.reason === 'invalid' ? refuse(renamed.problems, 422) : refuse({ '': STALE }, 409)
      break
    }
    case 'phases': {
      const typed = readPhases(form.values)
      if (!typed.ok) return refuse(typed.problems, 422)
      const saved = await savePhases({ seen, phases: typed.phases, ...by })
      if (!saved.ok) return saved.reason === 'invalid' ? refuse(saved.problems, 422) : refuse({ '': STALE }, 409)
      break
    }
    case 'remove-venue': {
      const removed = await removeVenue({ seen, slug: value.slug, ...by })
      if (!removed.ok) return refuse({ '': STALE }, 409)
      break
    }
    case 'publish': {
      const published = await publishCampaign({ ...seen, promotions: value.promotions, ...by })
      if (published.ok) break
      if (published.reason === 'not_found') throw notFound()
      if (published.reason === 'invalid') return refuse({ '': `没有发布：${published.problems.join('；')}。` }, 422)
      if (published.reason === 'promotion') return refuse({ '': `没有发布，优惠「${published.name}」要先改好：${published.problems.join('；')}。` }, 422)
      return refuse({ '': STALE }, 409)
    }
    case 'close': {
      const closed = await closeCampaign({ ...seen, reason: value.reason, ...by })
      if (!closed.ok) return refuse({ '': STALE }, 409)
    }
  }
  return redirect(`/operator/campaigns/${id}?done=${value.intent}`, 303)
}

/** Phases as typed; both fields empty: the phase is not held. */
function readPhases(values: Readonly<Record<string, string>>): { ok: true; phases: Phase[] } | { ok: false; problems: Record<string, string> } {
  const read = reader(values)
  const phases = PHASE_CODES.flatMap((code): Phase[] => {
    const [from, until] = [`phases.${code}.startsAt`, `phases.${code}.endsAt`]
    if (read.empty(from) && read.empty(until)) return []
    return [{ code, startsAt: read.instant(from, `${phaseNames[code]}开始时间`), endsAt: read.instant(until, `${phaseNames[code]}结束时间`) }]
  })
  return Object.keys(read.problems).length > 0 ? { ok: false, problems: read.problems } : { ok: true, phases }
}

const doneWords: Record<string, string> = {
  rename: '名称已改。',
  phases: '日期已保存，发布后顾客才会看到。',
  'remove-venue': '会场已撤下，发布后生效。',
  publish: '已发布，顾客现在就能看到。',
  close: '这一届已结束。',
  venue: '会场已保存，发布后顾客才会看到。',
  promotion: '优惠已保存。',
  removed: '草稿已删除。',
}

export default function Campaign() {
  const { desk, now, done } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const closed = desk.state === 'CLOSED'
  const said = doneWords[done ?? '']
  return (
    <>
      <p className="mb-1 text-sm"><Link to="/operator/campaigns">年货节</Link></p>
      <PageHeading title={desk.name} note={`除夕 ${dayWords(desk.newYearsEve)}${desk.publishedVersion === null ? '' : ` · 第 ${desk.publishedVersion} 次发布的内容对顾客可见`}`}>
        <div className="flex flex-wrap items-center gap-2">
          <Tag tone={campaignStates[desk.state].tone}>{campaignStates[desk.state].word}</Tag>
          <LinkButton to="rehearsal" size="sm" tone="quiet">演练</LinkButton>
          <LinkButton to="budget" size="sm" tone="quiet">预算看板</LinkButton>
        </div>
      </PageHeading>
      {said && !answer ? <Notice tone="success" className="mb-4">{said}</Notice> : null}
      {answer ? <Notice tone="error" className="mb-4">没有保存，请看标红的地方。</Notice> : null}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_19rem]">
        {closed ? null : (
          <div className="grid gap-4 lg:sticky lg:top-4 lg:order-2">
            <ChecklistCard items={desk.checklist} />
            <PublishCard changes={desk.changes} seen={desk.seenPromotions} version={desk.version} isLive={desk.state === 'LIVE'} answer={answer} />
          </div>
        )}
        <div className="grid min-w-0 gap-4">
          {desk.state === 'DRAFT' ? <RenameCard name={desk.name} version={desk.version} answer={answer} /> : null}
          <Card labelledBy="phases">
            <SectionHeading id="phases" title="阶段" note="没有阶段的日子照常营业" />
            <PhaseTimeline phases={desk.phases} current={desk.now.phase} />
            {closed ? null : <PhaseForm phases={desk.phases} version={desk.version} answer={answer} />}
          </Card>
          <Card labelledBy="venues">
            <SectionHeading id="venues" title="会场" note="商品按规则自动进场，置顶的排在最前" aside={closed ? null : <LinkButton to="venues/new" size="sm" tone="secondary">添加会场</LinkButton>} />
            <VenueList venues={desk.venues} version={desk.version} closed={closed} isLive={desk.state === 'LIVE'} answer={answer} />
          </Card>
          <Card labelledBy="promotions">
            <SectionHeading id="promotions" title="优惠" note="按计算的先后排列" aside={<PromotionTools closed={closed} />} />
            {desk.promotions.length === 0 ? <p className="text-sm text-ink-2">还没有优惠。先添加一项「跨店每满减」，它是年货节的主优惠。</p> : <PromotionList promotions={desk.promotions} now={now} />}
          </Card>
          <Card labelledBy="enrolments">
            <SectionHeading id="enrolments" title="商家报名" aside={desk.state === 'LIVE' ? <LinkButton to="enrolments" size="sm" tone="secondary">审核报名</LinkButton> : null} />
            <EnrolmentList proposed={desk.enrolments.proposed} accepted={desk.enrolments.accepted} />
          </Card>
          {desk.state === 'LIVE' ? (
            <Card labelledBy="close">
              <SectionHeading id="close" title="结束这一届" note="所有优惠同时停止，不能再恢复；已领的券仍可使用到期" />
              <Form method="post" preventScrollReset className="flex flex-wrap items-end gap-3">
                <input type="hidden" name="version" value={desk.version} />
                <Field className="min-w-56 flex-1" label="说明" name="reason" id="close-reason" maxLength={60} defaultValue={answer?.form === 'close' ? answer.values.reason : ''} error={answer?.form === 'close' ? (answer.errors.reason ?? answer.errors['']) : null} />
                <Button tone="quiet" name="intent" value="close">结束</Button>
              </Form>
            </Card>
          ) : null}
        </div>
      </div>
    </>
  )
}

/** Before publishing a rehearsal, afterwards the budget board. */
function PromotionTools({ closed }: { closed: boolean }) {
  return (
    <span className="flex flex-wrap items-center gap-3">
      <Link to="rehearsal">演练</Link>
      <Link to="budget">预算</Link>
      {closed ? null : <LinkButton to="promotions/new" size="sm" tone="secondary">添加优惠</LinkButton>}
    </span>
  )
}
