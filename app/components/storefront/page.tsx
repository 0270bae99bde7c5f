import type { ReactNode } from 'react'
import { ClosingNotice } from '#app/components/storefront/closing-notice.tsx'
import { SiteFooter } from '#app/components/storefront/footer.tsx'
import { SiteHeader } from '#app/components/storefront/header.tsx'
import type { SiteFacts } from '#app/domain/catalogue/views.ts'

/** Header, content, footer. Pages bring their own width through {@link Content}. */
export function StorefrontPage({ site, query, children }: { site: SiteFacts; query?: string; children: ReactNode }) {
  return (
    <>
      <SiteHeader query={query} />
      <p className="print-only mb-4 border-b border-line pb-2 font-serif text-lg font-bold tracking-wider">塔里木河年货节</p>
      <ClosingNotice closing={site.closing} />
      <main id="content" className="min-h-[60vh]">
        {children}
      </main>
      <SiteFooter site={site} />
    </>
  )
}

export function Content({ narrow = false, children }: { narrow?: boolean; children: ReactNode }) {
  return <div className={`mx-auto px-4 py-5 md:px-6 md:py-8 ${narrow ? 'max-w-read' : 'max-w-shop'}`}>{children}</div>
}

export function pageTitle(title: string): { title: string }[] {
  return [{ title: `${title} · 塔里木河年货节` }]
}
