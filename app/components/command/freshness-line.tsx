import { formatInstant } from '#app/domain/time.ts'

/** As of when, and whether something is still on its way into the figures. */
export function FreshnessLine({ asOf, waiting }: { asOf: string; waiting: number }) {
  return (
    <>
      数据截至 <time dateTime={asOf}>{formatInstant(new Date(asOf))}</time>，
      {waiting === 0 ? '完整' : `另有 ${waiting} 笔支付或退款正在入账`}
    </>
  )
}
