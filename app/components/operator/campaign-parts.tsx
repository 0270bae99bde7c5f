import { Form, Link } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Card, SectionHeading } from '#app/components/ui/card.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import { Field, FieldError } from '#app/components/ui/field.tsx'
import { Fold } from '#app/components/ui/fold.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Tag } from '#app/components/ui/tag.tsx'
import type { ChecklistItem } from '#app/domain/campaign/checklist.ts'
import { phaseWindowWords } from '#app/domain/campaign/changes.ts'
import type { Phase, PhaseCode } from '#app/domain/campaign/content.ts'
import { PHASE_CODES, phaseNames } from '#app/domain/campaign/content.ts'
import { formatYuan } from '#app/domain/money.ts'
import { formatInstant } from '#app/domain/time.ts'

/** The form that was sent and refused: which one, what was typed, what is wrong. */
export type CampaignAnswer = { form: string; errors: Readonly<Record<string, string>>; values: Readonly<Record<string, string>> }

const answerOf = (answer: CampaignAnswer | undefined, form: string): Pick<CampaignAnswer, 'errors' | 'values'> =>
  answer?.form === form ? answer : { errors: {}, values: {} }

/** 还差什么: one line a step, the next one marked. */
export function ChecklistCard({ items }: { items: readonly ChecklistItem[] }) {
  const next = items.find(({ done }) => !done)
  return (
    <Card labelledBy="checklist">
      <SectionHeading id="checklist" title="还差什么" note={next ? '从上到下做完就好' : '都做完了'} />
      <ol className="grid gap-1">
        {items.map((item) => (
          <li key={item.at}>
            <a
              href={`#${item.at}`}
              className={classNames('flex gap-3 rounded-control px-2 py-2 no-underline hover:bg-paper', item === next && 'bg-cinnabar-wash')}
              aria-current={item === next ? 'step' : undefined}
            >
              <span
                className={classNames(
                  'mt-0.5 grid size-5 shrink-0 place-items-center rounded-full border',
                  item.done ? 'border-leaf bg-leaf-wash text-leaf' : item === next ? 'border-cinnabar bg-white text-cinnabar' : 'border-line-strong bg-white',
                )}
              >
                {item.done ? <Icon name="check" className="size-3.5" /> : null}
              </span>
              <span className="min-w-0">
                <span className={classNames('block text-sm font-semibold', item === next && 'text-cinnabar-deep')}>
                  {item.title}
                  <span className="sr-only">{item.done ? '（已完成）' : item === next ? '（下一步）' : '（未完成）'}</span>
                </span>
                <span className="block text-xs text-ink-2">{item.note}</span>
              </span>
            </a>
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** What publishing would change, and the button that does it. */
export function PublishCard({
  changes,
  seen,
  version,
  isLive,
  answer,
}: {
  changes: readonly string[]
  seen: readonly { id: string; version: number }[]
  version: number
  isLive: boolean
  answer: CampaignAnswer | undefined
}) {
  const { errors } = answerOf(answer, 'publish')
  return (
    <Card labelledBy="publish">
      <SectionHeading id="publish" title={isLive ? '发布修改' : '发布'} note={changes.length > 0 ? '发布后顾客立刻看到下面这些变化' : undefined} />
      {changes.length === 0 ? <p className="text-sm text-ink-2">顾客看到的就是现在的内容，没有未发布的修改。</p> : null}
      <ul className="grid list-disc gap-1 pl-5 text-sm marker:text-cinnabar">
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      {errors[''] ? <Notice tone="error" className="mt-3">{errors['']}</Notice> : null}
      {changes.length > 0 ? (
        <Form method="post" preventScrollReset className="mt-4">
          <input type="hidden" name="version" value={version} />
          <input type="hidden" name="promotions" value={seen.map((one) => `${one.id}:${one.version}`).join(' ')} />
          <Button name="intent" value="publish" wide>{isLive ? `发布 ${changes.length} 处修改` : '发布年货节'}</Button>
        </Form>
      ) : null}
    </Card>
  )
}

/** Before an edition is published its name may be mended. */
export function RenameCard({ name, version, answer }: { name: string; version: number; answer: CampaignAnswer | undefined }) {
  const { errors } = answerOf(answer, 'rename')
  const refused = answer?.form === 'rename'
  return (
    <Card labelledBy="rename">
      <SectionHeading id="rename" title="名称" note="发布以后不再改" />
      <Form method="post" preventScrollReset key={version} className="flex flex-wrap items-start gap-3">
        <input type="hidden" name="version" value={version} />
        <Field className="min-w-48 flex-1" label="活动名称" name="name" maxLength={30} defaultValue={refused ? (answer.values.name ?? '') : name} error={errors.name ?? errors['']} />
        <Button tone="secondary" name="intent" value="rename" className="mt-7 min-h-12">改名</Button>
      </Form>
    </Card>
  )
}

/** Phases on one line of time; the present one is filled. */
export function PhaseTimeline({ phases, current }: { phases: readonly Phase[]; current: PhaseCode | null }) {
  return (
    <ol aria-label="阶段" className="relative grid gap-0">
      {phases.map((phase, place) => (
        <li key={phase.code} aria-current={phase.code === current ? 'step' : undefined} className="relative flex gap-3 pb-3 last:pb-0">
          {place < phases.length - 1 ? <span aria-hidden="true" className="absolute top-4 bottom-[-0.25rem] left-[6px] w-px bg-line" /> : null}
          <span aria-hidden="true" className={classNames('relative mt-1 size-[13px] shrink-0 rounded-full border-2', phase.code === current ? 'border-cinnabar bg-cinnabar' : 'border-line-strong bg-white')} />
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-3 text-sm">
            <b className={classNames('w-20 font-semibold', phase.code === current && 'text-cinnabar')}>{phaseNames[phase.code]}</b>
            <span className="text-ink-2 tabular-nums">{phaseWindowWords(phase)}</span>
            {phase.code === current ? <Tag tone="cinnabar">现在</Tag> : null}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** Every phase with its two instants; one left empty is not held. */
export function PhaseForm({ phases, version, answer }: { phases: readonly Phase[]; version: number; answer: CampaignAnswer | undefined }) {
  const { errors, values } = answerOf(answer, 'phases')
  const refused = answer?.form === 'phases'
  return (
    <details open={refused} className="group mt-4 border-t border-line pt-3">
      <Fold>调整日期</Fold>
      <Form method="post" preventScrollReset key={version} className="mt-3">
        <input type="hidden" name="version" value={version} />
        <p className="mb-3 text-xs text-ink-2">时间是北京时间，到结束的那一刻为止，不含那一刻。不办的阶段两格都清空。</p>
        <div className="grid gap-3">
          {PHASE_CODES.map((code) => {
            const phase = phases.find((one) => one.code === code)
            const field = (edge: 'startsAt' | 'endsAt') => ({
              name: `phases.${code}.${edge}`,
              type: 'datetime-local',
              defaultValue: refused ? (values[`phases.${code}.${edge}`] ?? '') : phase ? formatInstant(phase[edge]).replace(' ', 'T') : '',
              error: errors[`phases.${code}.${edge}`],
            })
            return (
              <fieldset key={code} className="grid items-start gap-2 sm:grid-cols-[6rem_1fr_1fr] sm:gap-3">
                <legend className="sr-only">{phaseNames[code]}</legend>
                <p aria-hidden="true" className="text-sm font-semibold sm:pt-9.5">{phaseNames[code]}</p>
                <Field label={`${phaseNames[code]}开始`} {...field('startsAt')} />
                <Field label={`${phaseNames[code]}结束`} {...field('endsAt')} />
              </fieldset>
            )
          })}
        </div>
        {errors[''] ? <FieldError id="phases-error">{errors['']}</FieldError> : null}
        <Button name="intent" value="phases" className="mt-4">保存日期</Button>
      </Form>
    </details>
  )
}

type VenueRow = { slug: string; name: string; intro: string; sections: readonly { label: string; titles: readonly string[]; count: number }[] }

/** Venues with a glance at what is in them now. */
export function VenueList({ venues, version, closed, isLive, answer }: { venues: readonly VenueRow[]; version: number; closed: boolean; isLive: boolean; answer: CampaignAnswer | undefined }) {
  const { errors } = answerOf(answer, 'remove-venue')
  return (
    <>
      <ul className="divide-y divide-line">
        {venues.map((venue, place) => (
          <li key={venue.slug} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3 first:pt-0">
            <div className="min-w-0 flex-1 basis-56">
              <p className="flex flex-wrap items-baseline gap-x-2 font-semibold">
                {closed ? venue.name : <Link to={`venues/${venue.slug}`}>{venue.name}</Link>}
                {place === 0 ? <Tag tone="cinnabar">主会场</Tag> : null}
              </p>
              <p className="text-sm text-ink-2">{glance(venue)}</p>
            </div>
            <div className="flex items-center gap-1">
              {isLive ? <a href={`/venues/${venue.slug}`} className="inline-flex min-h-9 items-center px-2 text-sm">看页面</a> : null}
              {closed || place === 0 ? null : (
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="version" value={version} />
                  <input type="hidden" name="slug" value={venue.slug} />
                  <Button name="intent" value="remove-venue" size="sm" tone="danger" aria-label={`撤下 ${venue.name}`}>撤下</Button>
                </Form>
              )}
            </div>
          </li>
        ))}
      </ul>
      {errors[''] ? <FieldError id="venue-error">{errors['']}</FieldError> : null}
    </>
  )
}

function glance({ sections }: VenueRow): string {
  const count = sections.reduce((sum, section) => sum + section.count, 0)
  if (count === 0) return '现在没有商品进场'
  const titles = sections.flatMap((section) => section.titles).slice(0, 3)
  return `${count} 种：${titles.join('、')}${count > titles.length ? '……' : ''}`
}

type EnrolmentRow = { id: string; title: string; spec: string; shop: string; campaignPriceFen: number; listPriceFen: number; promisedUnits: number; joinsCrossShop: boolean }

export function EnrolmentList({ proposed, accepted }: { proposed: readonly EnrolmentRow[]; accepted: number }) {
  return (
    <>
      <p className="text-sm text-ink-2">{proposed.length === 0 ? '没有等待审核的报名' : `${proposed.length} 个等待审核`}，已通过 {accepted} 个。商家自愿报名，价格和数量由商家承诺。</p>
      <ul className="mt-2 divide-y divide-line">
        {proposed.map((row) => (
          <li key={row.id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2.5 text-sm">
            <span className="font-semibold">{row.title}<span className="ml-2 font-normal text-ink-2">{row.shop} · {row.spec}</span></span>
            <span className="tabular-nums">{formatYuan(row.campaignPriceFen)} 元（日常 {formatYuan(row.listPriceFen)}），承诺 {row.promisedUnits} 件{row.joinsCrossShop ? '，参加跨店满减' : ''}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
