import { Form, Link, NavLink } from '@remix-run/react'
import type { ReactNode } from 'react'
import { DemoMark } from '#app/components/ui/tag.tsx'
import { classNames } from '#app/components/ui/class-names.ts'

export type ConsoleLink = { to: string; label: string; end?: boolean; count?: number }

/** Frame of the offices: whose desk it is, where one can go, and the work. */
export function ConsoleShell({
  office,
  who,
  links,
  demo,
  children,
}: {
  office: string
  who: string
  links: readonly ConsoleLink[]
  demo: boolean
  children: ReactNode
}) {
  return (
    <div className="min-h-screen bg-paper">
      <header className="border-b border-line bg-white print:hidden">
        <div className="mx-auto flex max-w-shop flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pt-3 md:px-6">
          <p className="flex items-center gap-2 font-semibold">
            <Link to="/" className="font-serif text-lg text-cinnabar no-underline">塔里木河年货节</Link>
            <span className="text-ink-2">{office}</span>
            {demo ? <DemoMark /> : null}
          </p>
          <div className="flex items-center gap-3 text-sm text-ink-2">
            <span className="max-w-40 truncate">{who}</span>
            <Form method="post" action="/logout" reloadDocument>
              <button type="submit" className="min-h-11 font-semibold text-ink underline-offset-4 hover:underline">退出</button>
            </Form>
          </div>
        </div>
        <nav aria-label={office} className="mx-auto max-w-shop overflow-x-auto px-4 md:px-6">
          <ul className="flex gap-1">
            {links.map((link) => (
              <li key={link.to}>
                <NavLink
                  to={link.to}
                  end={link.end}
                  className={({ isActive }) =>
                    classNames(
                      'flex min-h-11 items-center gap-1.5 border-b-2 px-3 text-base whitespace-nowrap no-underline',
                      isActive ? 'border-cinnabar font-semibold text-cinnabar' : 'border-transparent text-ink hover:text-cinnabar',
                    )
                  }
                >
                  {link.label}
                  {link.count ? <span className="rounded-pill bg-cinnabar px-1.5 text-2xs font-semibold text-white tabular-nums">{link.count}</span> : null}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="content" className="mx-auto max-w-shop px-4 py-5 md:px-6 md:py-7">{children}</main>
    </div>
  )
}
