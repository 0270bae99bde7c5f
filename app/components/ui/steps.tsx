import type { ReactNode } from 'react'
import { classNames } from '#app/components/ui/class-names.ts'
import { Icon } from '#app/components/ui/icon.tsx'

export type Step = { label: string; note?: ReactNode; state: 'done' | 'current' | 'todo' }

const stateWords = { done: '已完成', current: '进行中', todo: '未开始' } as const

/** Where one is in a road of few steps, left to right. */
export function Steps({ steps, label }: { steps: readonly Step[]; label: string }) {
  return (
    <ol aria-label={label} className="flex">
      {steps.map((step, index) => (
        <li
          key={step.label}
          aria-current={step.state === 'current' ? 'step' : undefined}
          className="relative flex-1 text-center"
        >
          {index > 0 ? (
            <span
              aria-hidden="true"
              className={classNames(
                'absolute top-3.5 right-1/2 left-[-50%] mx-4 h-px',
                step.state === 'todo' ? 'bg-line' : 'bg-cinnabar',
              )}
            />
          ) : null}
          <span
            aria-hidden="true"
            className={classNames(
              'relative mx-auto flex size-7 items-center justify-center rounded-full border text-xs font-semibold',
              step.state === 'done' && 'border-cinnabar bg-cinnabar text-white',
              step.state === 'current' && 'border-cinnabar bg-cinnabar-wash text-cinnabar-deep',
              step.state === 'todo' && 'border-line bg-white text-ink-2',
            )}
          >
            {step.state === 'done' ? <Icon name="check" className="size-4" /> : index + 1}
          </span>
          <span className={classNames('mt-1.5 block text-xs', step.state === 'todo' ? 'text-ink-2' : 'font-semibold')}>
            {step.label}
            <span className="sr-only">（{stateWords[step.state]}）</span>
          </span>
          {step.note ? <span className="block text-2xs text-ink-2">{step.note}</span> : null}
        </li>
      ))}
    </ol>
  )
}

export type TimelineEntry = { id: string; title: ReactNode; at: string; note?: ReactNode }

/** What happened, newest first, top to bottom. */
export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  return (
    <ol aria-label={label}>
      {entries.map((entry, index) => (
        <li key={entry.id} className="relative pb-5 pl-7 last:pb-0">
          {index < entries.length - 1 ? (
            <span aria-hidden="true" className="absolute top-4 bottom-0 left-[7px] w-px bg-line" />
          ) : null}
          <span
            aria-hidden="true"
            className={classNames(
              'absolute top-1 left-0 size-[15px] rounded-full border-2',
              index === 0 ? 'border-cinnabar bg-cinnabar-wash' : 'border-line-strong bg-white',
            )}
          />
          <p className={classNames('text-sm', index === 0 && 'font-semibold')}>{entry.title}</p>
          {entry.note ? <div className="text-sm text-ink-2">{entry.note}</div> : null}
          <p className="text-xs text-ink-2 tabular-nums">{entry.at}</p>
        </li>
      ))}
    </ol>
  )
}
