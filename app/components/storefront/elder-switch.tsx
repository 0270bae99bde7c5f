import { useLocation } from '@remix-run/react'
import { useRequestFacts } from '#app/components/request-context.ts'

/** Into large type and out of it, from every page, without script; the page comes back as it was asked for. */
export function ElderSwitch() {
  const { elder } = useRequestFacts()
  const { pathname, search } = useLocation()
  return (
    <form method="post" action="/elder" className="flex shrink-0">
      <input type="hidden" name="back" value={`${pathname}${search}`} />
      <button
        name="elder"
        value={elder ? 'off' : 'on'}
        className="inline-flex min-h-11 min-w-11 flex-col items-center justify-center rounded-control px-1.5 text-2xs leading-tight whitespace-nowrap hover:text-cinnabar lg:flex-row lg:gap-1 lg:px-2.5 lg:text-sm elder:border elder:border-line-strong elder:px-3"
      >
        <LargeLetters />
        {elder ? '退出长辈模式' : '长辈模式'}
      </button>
    </form>
  )
}

/** A small and a large A, drawn with the pen of the other signs. */
function LargeLetters() {
  return (
    <svg viewBox="0 0 24 24" className="size-5.5 elder:hidden" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d="M9.5 19.5 15.2 4.5 21 19.5M11.6 14.5h7.3M2.5 19.5 5.6 11.5 8.2 18M3.7 16.7h3.9" />
    </svg>
  )
}
