import { classNames } from '#app/components/ui/class-names.ts'

export type BarPart = { key: string; value: number; look: string }

/** Parts of a whole as one bar; the figures stand beside it, so readers of the page skip it. */
export function ShareBar({ parts, whole, className }: { parts: readonly BarPart[]; whole: number; className?: string }) {
  const width = (value: number): number => (whole > 0 ? Math.min(100, (Math.max(0, value) * 100) / whole) : 0)
  return (
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" className={classNames('h-2.5 w-full overflow-hidden rounded-pill', className)}>
      <rect x={0} y={0} width={100} height={8} className="fill-cotton-wash" />
      {parts.map(({ key, value, look }, place) => (
        <rect key={key} x={parts.slice(0, place).reduce((sum, part) => sum + width(part.value), 0)} y={0} width={width(value)} height={8} className={look} />
      ))}
    </svg>
  )
}
