import type { ReactNode } from 'react'
import { classNames } from '#app/components/ui/class-names.ts'
import { Icon } from '#app/components/ui/icon.tsx'
import type { IconName } from '#app/components/ui/icon.tsx'

export type NoticeTone = 'info' | 'success' | 'warning' | 'error'

const looks: Record<NoticeTone, { box: string; icon: IconName }> = {
  info: { box: 'border-river/30 bg-river-wash text-river-deep', icon: 'info' },
  success: { box: 'border-leaf/30 bg-leaf-wash text-leaf', icon: 'check' },
  warning: { box: 'border-poplar bg-poplar-wash text-poplar-deep', icon: 'alert' },
  error: { box: 'border-cinnabar/35 bg-cinnabar-wash text-cinnabar-deep', icon: 'alert' },
}

/** A sentence about the whole page. Errors are announced at once, the rest politely. */
export function Notice({
  tone = 'info',
  title,
  children,
  className,
}: {
  tone?: NoticeTone
  title?: string
  children?: ReactNode
  className?: string
}) {
  const look = looks[tone]
  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      className={classNames('flex gap-2.5 rounded-control border px-3.5 py-3 text-sm', look.box, className)}
    >
      <Icon name={look.icon} className="mt-px size-5 shrink-0" />
      <div className="min-w-0">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children}
      </div>
    </div>
  )
}
