import type { ReactNode } from 'react'
import { Content } from '#app/components/storefront/page.tsx'
import { Card } from '#app/components/ui/card.tsx'
import { Motif } from '#app/components/art/motif.tsx'

/** The quiet frame of sign-in, registration and reset: one card, one motif, one task. */
export function IdentityFrame({ title, note, children, below }: { title: string; note: string; children: ReactNode; below?: ReactNode }) {
  return (
    <Content narrow>
      <div className="mx-auto max-w-sm py-4 sm:py-8">
        <div className="mb-5 flex items-center gap-3">
          <Motif name="lantern" size={56} />
          <div>
            <h1 className="font-serif text-2xl font-bold tracking-wide">{title}</h1>
            <p className="text-sm text-ink-2">{note}</p>
          </div>
        </div>
        <Card>{children}</Card>
        {below ? <div className="mt-4 flex justify-between text-sm">{below}</div> : null}
      </div>
    </Content>
  )
}
