import type { ReactNode } from 'react'
import { Icon } from '#app/components/ui/icon.tsx'

/** The line that opens a `<details className="group">`; its sign turns when it is open. */
export function Fold({ children }: { children: ReactNode }) {
  return (
    <summary className="flex min-h-9 items-center gap-1 text-sm font-semibold">
      <Icon name="chevron-right" className="size-4 shrink-0 text-ink-2 group-open:rotate-90" />
      <span className="min-w-0">{children}</span>
    </summary>
  )
}
