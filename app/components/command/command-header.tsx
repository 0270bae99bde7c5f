import { Form, NavLink } from '@remix-run/react'
import { classNames } from '#app/components/ui/class-names.ts'

const places = [
  { to: '/command', label: '销售成效', end: true },
  { to: '/command/reports', label: '月度通报', end: false },
]

export function CommandHeader({ roleName }: { roleName: string }) {
  return (
    <header className="border-t-4 border-b border-t-cinnabar border-b-line bg-white no-print">
      <div className="mx-auto flex max-w-shop flex-wrap items-center gap-x-6 px-4 pt-3 sm:flex-nowrap sm:px-6 sm:pt-0">
        <p className="flex min-w-0 items-baseline gap-2 sm:py-3.5">
          <span className="font-serif text-lg font-bold tracking-wide whitespace-nowrap">援疆指挥部</span>
          <span className="truncate text-xs text-ink-2">塔里木河年货节</span>
        </p>
        <nav aria-label="指挥部" className="order-last flex w-full gap-5 sm:order-none sm:w-auto sm:flex-1">
          {places.map(({ to, label, end }) => (
            <NavLink
              key={to}
              to={to}
              end={end}
              className={({ isActive }) =>
                classNames(
                  'inline-flex min-h-11 items-center border-b-2 text-base no-underline sm:min-h-14',
                  isActive ? 'border-cinnabar font-semibold' : 'border-transparent text-ink-2 hover:text-ink',
                )
              }
            >
              {label}
            </NavLink>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-3 text-sm text-ink-2">
          <span>{roleName}</span>
          <Form method="post" action="/logout" reloadDocument>
            <button type="submit" className="min-h-11 underline decoration-line-strong hover:text-ink">
              退出登录
            </button>
          </Form>
        </div>
      </div>
    </header>
  )
}
