import type { ReactNode } from 'react'
import { classNames } from '#app/components/ui/class-names.ts'

export type TagTone = 'cinnabar' | 'poplar' | 'river' | 'leaf' | 'plain'

const tones: Record<TagTone, string> = {
  cinnabar: 'bg-cinnabar-wash text-cinnabar-deep',
  poplar: 'bg-poplar-wash text-poplar-deep',
  river: 'bg-river-wash text-river-deep',
  leaf: 'bg-leaf-wash text-leaf',
  plain: 'bg-paper text-ink-2',
}

export function Tag({
  tone = 'plain',
  className,
  children,
}: {
  tone?: TagTone
  className?: string
  children: ReactNode
}) {
  return (
    <span
      className={classNames(
        'inline-block max-w-full rounded-md px-1.5 py-px text-2xs font-medium',
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  )
}

/** Beside whatever a person could take for real. */
export function DemoMark({ className }: { className?: string }) {
  return (
    <span
      className={classNames(
        'inline-block rounded-md border border-dashed border-ink-2 px-1.5 text-2xs font-normal whitespace-nowrap text-ink-2',
        className,
      )}
    >
      演示数据
    </span>
  )
}
