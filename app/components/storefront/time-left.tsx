import { timeLeftWords } from '#app/domain/payment/time-left.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

/** Until when somebody may pay, by the server's clock; with the enhancement script it counts down. */
export function TimeLeft({ until, seconds }: { until: Date; seconds: number }) {
  return (
    <>
      请在
      <time dateTime={until.toISOString()} className="mx-1 font-semibold tabular-nums">
        {formatInstantChinese(until)}
      </time>
      前付款
      <span data-countdown={seconds} className="ml-1 text-cinnabar tabular-nums">
        （还剩 {timeLeftWords(seconds)}）
      </span>
    </>
  )
}
