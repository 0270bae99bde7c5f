import { Link } from '@remix-run/react'
import { Icon } from '#app/components/ui/icon.tsx'

/** `hrefFor` writes the address of a page, other filters kept. */
export function Pagination({
  page,
  pageCount,
  hrefFor,
}: {
  page: number
  pageCount: number
  hrefFor: (page: number) => string
}) {
  if (pageCount <= 1) return null
  const link =
    'inline-flex min-h-11 items-center gap-1 rounded-pill border border-line-strong bg-white px-4 text-sm font-semibold no-underline hover:bg-paper'
  return (
    <nav aria-label="分页" className="mt-6 flex items-center justify-center gap-4">
      {page > 1 ? (
        <Link to={hrefFor(page - 1)} rel="prev" className={link}>
          <Icon name="chevron-left" className="size-4" />
          上一页
        </Link>
      ) : null}
      <span className="text-sm text-ink-2 tabular-nums">
        第 {page} 页，共 {pageCount} 页
      </span>
      {page < pageCount ? (
        <Link to={hrefFor(page + 1)} rel="next" className={link}>
          下一页
          <Icon name="chevron-right" className="size-4" />
        </Link>
      ) : null}
    </nav>
  )
}
