import { classNames } from '#app/components/ui/class-names.ts'
import { Icon } from '#app/components/ui/icon.tsx'

/**
 * A plain number field; the two step buttons are hidden until the enhancement script finds
 * them, because without it they could do nothing.
 */
export function QuantityInput({
  name = 'quantity',
  id = name,
  defaultValue = 1,
  max = 999,
  label = '数量',
  disabled = false,
  invalid = false,
  describedBy,
  form,
}: {
  name?: string
  id?: string
  defaultValue?: number | string
  max?: number
  label?: string
  disabled?: boolean
  invalid?: boolean
  describedBy?: string
  form?: string
}) {
  const step =
    'hidden size-11 shrink-0 items-center justify-center text-ink-2 hover:text-cinnabar disabled:text-line-strong'
  return (
    <span
      data-stepper=""
      className={classNames(
        'inline-flex max-w-full min-w-0 items-center overflow-hidden rounded-pill border bg-white',
        invalid ? 'border-cinnabar' : 'border-line-strong',
        disabled && 'opacity-60',
      )}
    >
      <button type="button" data-step="-1" aria-label="减少一件" className={step} disabled={disabled}>
        <Icon name="minus" className="size-4" />
      </button>
      <input
        type="number"
        inputMode="numeric"
        name={name}
        id={id}
        form={form}
        min={1}
        max={max}
        step={1}
        required
        defaultValue={defaultValue}
        disabled={disabled}
        aria-label={label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        className="h-11 w-16 min-w-0 bg-transparent text-center font-semibold tabular-nums"
      />
      <button type="button" data-step="1" aria-label="增加一件" className={step} disabled={disabled}>
        <Icon name="plus" className="size-4" />
      </button>
    </span>
  )
}
