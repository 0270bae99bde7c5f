import { artUrl } from '#app/components/art/motif.tsx'
import type { SiteFacts } from '#app/domain/catalogue/views.ts'

/** The river between mountains and poplars; the words stand on the red sky. */
export function Hero({ newYearsEve }: { newYearsEve: SiteFacts['newYearsEve'] }) {
  const [, month, day] = newYearsEve.date.split('-').map(Number)
  return (
    <section aria-label="年货节" className="on-red relative overflow-hidden bg-cinnabar text-white">
      <div className="relative z-10 mx-auto max-w-shop px-5 pt-6 pb-48 sm:pb-52 md:px-6 md:pt-12 md:pb-60 xl:pt-14 xl:pb-52 2xl:pb-80">
        <p className="text-sm tracking-wide text-[#ffe9c2]">第一师阿拉尔市 · 塔里木河区域公共品牌</p>
        <h1 className="mt-2 font-serif text-hero font-bold tracking-[0.08em] md:mt-3">
          一河年味
          <br />
          满箱新疆
        </h1>
        <p className="mt-4 inline-flex flex-wrap items-baseline gap-x-1.5 rounded-pill bg-cinnabar-deep px-4 py-1.5 text-sm">
          {newYearsEve.daysLeft > 0 ? (
            <>
              距除夕还有
              <b className="text-lg leading-none text-poplar-light tabular-nums">{newYearsEve.daysLeft}</b>天
              <span className="text-[#fbe9d9]">
                （{month} 月 {day} 日）
              </span>
            </>
          ) : (
            '今天除夕，给您拜年'
          )}
        </p>
      </div>
      <picture>
        <source media="(min-width: 768px)" srcSet={artUrl('hero-wide')} width={1600} height={550} />
        <img
          src={artUrl('hero-phone')}
          width={400}
          height={236}
          alt=""
          className="absolute inset-x-0 bottom-0 h-56 w-full object-cover object-[70%_100%] sm:h-64 md:h-full"
        />
      </picture>
    </section>
  )
}
