import { classNames } from '#app/components/ui/class-names.ts'
import { Tag } from '#app/components/ui/tag.tsx'
import type { Speaker } from '#app/domain/complaint/complaint.ts'
import type { ComplaintView, Said } from '#app/domain/complaint/views.ts'
import { complaintKindWords, complaintStateWords, speakerWords } from '#app/domain/complaint/words.ts'
import { deadlineWords } from '#app/domain/shipping/words.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

/** What was said, the oldest first; one's own words stand on the right. */
export function Thread({ said, self }: { said: readonly Said[]; self: Speaker }) {
  if (said.length === 0) return <p className="text-sm text-ink-2">还没有人说话。</p>
  return (
    <ol className="grid gap-3" aria-label="会话">
      {said.map(({ id, by, text, at }) => (
        <li key={id} className={classNames('max-w-[85%]', by === self ? 'justify-self-end' : 'justify-self-start')}>
          <p className={classNames('mb-0.5 text-2xs text-ink-2', by === self && 'text-right')}>
            {by === self ? '我' : speakerWords[by]} · {formatInstantChinese(new Date(at))}
          </p>
          <p
            dir="auto"
            className={classNames(
              'rounded-card border px-3.5 py-2.5 text-sm wrap-anywhere whitespace-pre-line',
              by === self ? 'border-river/25 bg-river-wash' : by === 'OPERATOR' ? 'border-poplar bg-poplar-wash' : 'border-line bg-white',
            )}
          >
            {text}
          </p>
        </li>
      ))}
    </ol>
  )
}

/** number, state and deadlines of what the platform was called in for. */
export function ComplaintFacts({ complaint }: { complaint: ComplaintView }) {
  const open = complaint.state === 'OPEN'
  return (
    <div className="text-sm">
      <p className="flex flex-wrap items-center gap-2 font-semibold">
        投诉 <span className="tabular-nums">{complaint.number}</span>
        <Tag tone={open ? 'cinnabar' : 'plain'}>{complaintStateWords[complaint.state]}</Tag>
      </p>
      <p className="text-ink-2">
        {complaintKindWords[complaint.kind]} · {formatInstantChinese(new Date(complaint.openedAt))} 提出
        {open
          ? ` · 卖家应在 ${formatInstantChinese(new Date(complaint.shopAnswersBy))} 前答复 · 平台最晚 ${deadlineWords(new Date(complaint.decidedBy))} 处理`
          : complaint.closedAt
            ? ` · ${formatInstantChinese(new Date(complaint.closedAt))} 结束`
            : ''}
      </p>
    </div>
  )
}
