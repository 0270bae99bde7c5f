import { artUrl } from '#app/components/art/motif.tsx'
import { ElderSwitch } from '#app/components/storefront/elder-switch.tsx'
import { classNames } from '#app/components/ui/class-names.ts'
import { Icon } from '#app/components/ui/icon.tsx'
import type { IconName } from '#app/components/ui/icon.tsx'

/** The same bytes for everybody: who is signed in is not known here. */
export function SiteHeader({ query = '' }: { query?: string }) {
  return (
    <header className="no-print z-30 border-b border-line bg-snow md:sticky md:top-0">
      <div className="mx-auto flex max-w-shop flex-wrap items-center justify-between gap-x-2 gap-y-2.5 px-4 py-2.5 md:flex-nowrap md:gap-x-5 md:px-6 md:py-3 lg:gap-x-8 elder:flex-wrap">
        <a href="/" className="flex min-h-11 min-w-0 items-center gap-2 no-underline">
          <img src={artUrl('seal')} width={36} height={36} alt="" className="size-8 shrink-0 md:size-9" />
          <span className="font-serif text-md font-bold tracking-wider break-keep md:text-xl">塔里木河年货节</span>
        </a>
        <form
          action="/search"
          method="get"
          role="search"
          className="relative order-last flex min-w-0 flex-[1_0_75%] items-center rounded-pill border-[1.5px] border-cinnabar bg-white md:order-none md:max-w-xl md:flex-1"
        >
          <label htmlFor="site-search" className="sr-only">
            搜索商品
          </label>
          <input
            id="site-search"
            type="search"
            name="q"
            defaultValue={query}
            maxLength={40}
            enterKeyHint="search"
            data-suggest="site-suggestions"
            placeholder="红枣、香梨，或 hz"
            className="h-11 min-w-0 flex-1 rounded-pill bg-transparent pl-4 text-ink placeholder:text-ink-2"
          />
          <button
            type="submit"
            className="on-red relative m-1 inline-flex h-9 shrink-0 items-center gap-1 rounded-pill bg-cinnabar px-4 text-sm font-semibold text-white after:absolute after:-inset-1 hover:bg-cinnabar-deep"
          >
            <Icon name="search" className="size-4" />
            搜索
          </button>
          <ul
            id="site-suggestions"
            role="listbox"
            aria-label="搜索建议"
            hidden
            className="absolute inset-x-0 top-full z-40 mt-1.5 max-h-96 overflow-y-auto rounded-card border border-line bg-white py-1.5 shadow-lift"
          />
        </form>
        <nav aria-label="我的" className="-mr-2 flex flex-wrap items-center md:gap-1 elder:-ml-1 elder:flex-1 elder:justify-between">
          <ElderSwitch />
          <HeaderLink href="/coupons" icon="ticket" label="优惠券" wide />
          <HeaderLink href="/orders" icon="orders" label="订单" wide />
          <HeaderLink href="/account" icon="user" label="我的" />
          <HeaderLink href="/cart" icon="cart" label="购物车" counted />
        </nav>
      </div>
    </header>
  )
}

/** `wide`: only where there is room; a phone finds it at the foot and under 我的. */
function HeaderLink({ href, icon, label, counted = false, wide = false }: { href: string; icon: IconName; label: string; counted?: boolean; wide?: boolean }) {
  return (
    <a
      href={href}
      className={classNames(wide ? 'hidden sm:flex' : 'flex', 'relative min-h-11 min-w-11 flex-col items-center justify-center rounded-control px-1.5 text-2xs leading-tight whitespace-nowrap no-underline hover:text-cinnabar lg:flex-row lg:gap-1 lg:px-2.5 lg:text-sm')}
    >
      <Icon name={icon} className="size-5.5" />
      {label}
      {counted ? (
        <span
          data-cart-count=""
          hidden
          className="absolute top-0 right-0 min-w-4.5 rounded-pill bg-cinnabar px-1 text-center text-2xs leading-4.5 font-semibold text-white tabular-nums lg:right-auto lg:left-5"
        />
      ) : null}
    </a>
  )
}
