import { classNames } from '#app/components/ui/class-names.ts'
import { FieldError } from '#app/components/ui/field.tsx'
import type { Stars } from '#app/domain/review/review.ts'
import { starWords } from '#app/domain/review/review.ts'

const five: readonly Stars[] = [1, 2, 3, 4, 5]

export function StarRow({ stars, className }: { stars: Stars; className?: string }) {
  return (
    <span role="img" aria-label={`${stars} 星，${starWords[stars]}`} className={classNames('inline-block whitespace-nowrap tracking-wider text-poplar-deep', className)}>
      <span aria-hidden="true">
        {'★'.repeat(stars)}
        <span className="text-line-strong">{'☆'.repeat(5 - stars)}</span>
      </span>
    </span>
  )
}

/** Nothing is chosen beforehand: five stars are the buyer's to give. */
export function StarField({ name, defaultValue, error }: { name: string; defaultValue?: string; error?: string }) {
  return (
    <fieldset aria-describedby={error ? `${name}-error` : undefined}>
      <legend className="mb-1.5 text-sm font-semibold">您觉得怎么样</legend>
      <div className="grid grid-cols-5 gap-1.5 sm:gap-2.5">
        {five.map((stars) => (
          <label
            key={stars}
            className="relative flex min-h-16 flex-col items-center justify-center gap-0.5 rounded-control border border-line-strong bg-white px-0.5 py-2 text-center has-checked:border-cinnabar has-checked:bg-cinnabar-wash has-checked:ring-1 has-checked:ring-cinnabar has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-river"
          >
            <input type="radio" name={name} value={stars} defaultChecked={String(stars) === defaultValue} aria-label={`${stars} 星，${starWords[stars]}`} className="absolute inset-0 size-full cursor-pointer opacity-0" />
            <span aria-hidden="true" className="text-md leading-none font-bold text-poplar-deep">
              {stars}<span className="ml-0.5">★</span>
            </span>
            <span aria-hidden="true" className="text-2xs leading-tight text-ink-2">{starWords[stars]}</span>
          </label>
        ))}
      </div>
      {error ? <FieldError id={`${name}-error`}>{error}</FieldError> : null}
    </fieldset>
  )
}
