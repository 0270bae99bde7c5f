import { classNames } from '#app/components/ui/class-names.ts'
import { formatYuan, pricePer500g } from '#app/domain/money.ts'
import type { Fen } from '#app/domain/money.ts'

const sizes = {
  sm: { yuan: 'text-md', sign: 'text-2xs' },
  md: { yuan: 'text-xl', sign: 'text-xs' },
  lg: { yuan: 'text-3xl', sign: 'text-lg' },
} as const

/** “¥69.00”, always with fen. */
export function Price({
  fen,
  size = 'md',
  tone = 'price',
  className,
}: {
  fen: Fen
  size?: keyof typeof sizes
  /** `plain` for sums in a list, `price` for what one pays. */
  tone?: 'price' | 'plain'
  className?: string
}) {
  return (
    <span
      className={classNames(
        'inline-flex items-baseline gap-px whitespace-nowrap tabular-nums',
        tone === 'price' ? 'font-bold text-cinnabar' : 'font-semibold',
        className,
      )}
    >
      <span className={classNames(sizes[size].sign, 'font-semibold')}>¥</span>
      <span className={classNames(sizes[size].yuan, 'leading-none')}>{formatYuan(fen)}</span>
    </span>
  )
}

/** “23.00 元/500 g”. */
export function UnitPrice({ fen, grams, className }: { fen: Fen; grams: number; className?: string }) {
  return (
    <span className={classNames('whitespace-nowrap text-ink-2 tabular-nums', className)}>
      {formatYuan(pricePer500g(fen, grams))} 元/500 g
    </span>
  )
}

/** An amount in running text: “¥12.00”. */
export function Money({ fen, className }: { fen: Fen; className?: string }) {
  return <span className={classNames('whitespace-nowrap tabular-nums', className)}>{formatAmount(fen)}</span>
}

function formatAmount(fen: Fen): string {
  return fen < 0 ? `−¥${formatYuan(-fen)}` : `¥${formatYuan(fen)}`
}
