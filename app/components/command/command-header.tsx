import { Form, Link, useLocation } from '@remix-run/react'
import { classNames } from '#app/components/ui/class-names.ts'

const places = [
  { to: '/command', label: '销售成效', covers: /^\/command(?:\/metrics|\/?$)/ },
  { to: '/command/reports', label: '月度通报', covers: /^\/command\/reports/ },
]

export function CommandHeader({ roleName }: { roleName: string }) {
  const { pathname } = useLocation()
  return (
    <header className="border-t-4 border-b border-t-cinnabar border-b-line bg-white no-print">
      <div className="mx-auto flex max-w-shop flex-wrap items-center gap-x-6 px-4 pt-3 sm:flex-nowrap sm:px-6 sm:pt-0">
        <p className="flex min-w-0 items-baseline gap-2 sm:py-3.5">
          <span className="font-serif text-lg font-bold tracking-wide whitespace-nowrap">援疆指挥部</span>
          <span className="truncate text-xs text-ink-2">塔里木河年货节</span>
        </p>
        <nav aria-label="指挥部" className="order-last flex w-full gap-5 sm:order-none sm:w-auto sm:flex-1">
          {places.map(({ to, label, covers }) => {
            const here = covers.test(pathname)
            return (
              <Link
                key={to}
                to={to}
                aria-current={here ? 'page' : undefined}
                className={classNames(
                  'inline-flex min-h-11 items-center border-b-2 text-base no-underline sm:min-h-14',
                  here ? 'border-cinnabar font-semibold' : 'border-transparent text-ink-2 hover:text-ink',
                )}
              >
                {label}
              </Link>
            )
          })}
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
