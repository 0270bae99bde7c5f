import { artUrl } from '#app/components/art/motif.tsx'
import type { SiteFacts } from '#app/domain/catalogue/views.ts'

const links = [
  { href: '/licences', label: '证照信息' },
  { href: '/rules', label: '规则与公示' },
  { href: '/rules/returns', label: '退货与售后' },
  { href: '/rules/complaints', label: '投诉' },
  { href: '/rules/privacy', label: '个人信息' },
  { href: '/licences#shipping', label: '配送与运费' },
  { href: '/orders', label: '我的订单' },
  { href: '/coupons', label: '优惠券' },
  { href: '/merchant', label: '商家后台' },
]

export function SiteFooter({ site }: { site: SiteFacts }) {
  return (
    <footer className="no-print mt-10">
      <div aria-hidden="true" className="cut-edge rotate-180 text-cinnabar-deep" />
      <div className="on-red bg-cinnabar-deep text-[#fbe9d9]">
        <div className="mx-auto grid max-w-shop gap-4 px-4 py-6 md:grid-cols-[1fr_auto] md:px-6 md:py-10">
          <div className="flex items-start gap-3">
            <img src={artUrl('seal')} width={44} height={44} alt="" loading="lazy" className="size-11 rounded-lg bg-snow p-px" />
            <div>
              <p className="font-serif text-lg font-bold tracking-wider text-white">塔里木河年货节</p>
              <p className="mt-1 max-w-md text-sm">
                第一师阿拉尔市的红枣、香梨、苹果、核桃与棉，从团场直接寄到您家。明码标价，每份商品都写明产地、净含量和每 500 g 的价钱。
              </p>
            </div>
          </div>
          <nav aria-label="本站信息">
            <ul className="grid grid-cols-2 gap-x-8 sm:grid-cols-3 md:grid-cols-2">
              {links.map((link) => (
                <li key={link.href}>
                  <a href={link.href} className="inline-flex min-h-11 items-center text-sm underline decoration-[#fbe9d9]/40 hover:text-white">
                    {link.label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        <div className="border-t border-white/15">
          <div className="mx-auto flex max-w-shop flex-wrap items-center gap-x-5 gap-y-2 px-4 py-4 text-xs md:px-6">
            {site.demo ? (
              <p>
                <span className="mr-2 inline-block rounded-md border border-dashed border-current px-1.5">演示数据</span>
                本站为演示：商品、价格、商家与订单均为虚构。
              </p>
            ) : null}
            {site.icpNumber ? (
              <a href="https://beian.miit.gov.cn/" rel="noreferrer" className="underline">
                {site.icpNumber}
              </a>
            ) : null}
            {site.psbNumber ? (
              <a href="https://beian.mps.gov.cn/" rel="noreferrer" className="underline">
                {site.psbNumber}
              </a>
            ) : null}
            <span>年货节由商家各自销售、各自发货，交易对方为页面所示卖家。</span>
          </div>
        </div>
      </div>
    </footer>
  )
}
