import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { classNames } from '#app/components/ui/class-names.ts'
import { Icon } from '#app/components/ui/icon.tsx'

// The sentence stands beside the field that needs it and is read with it.
export type FieldFrame = {
  label: string
  name: string
  /** Defaults to the name; give one where a page has two fields of that name. */
  id?: string
  hint?: ReactNode
  error?: string | readonly string[] | null
  /** Shown after the label where a field may stay empty. */
  optional?: boolean
  className?: string
}

function firstSentence(error: FieldFrame['error']): string | null {
  if (!error) return null
  return typeof error === 'string' ? error : (error[0] ?? null)
}

function describedBy(id: string, hint: ReactNode, error: string | null): string | undefined {
  return classNames(hint ? `${id}-hint` : null, error ? `${id}-error` : null) || undefined
}

const control =
  'w-full rounded-control border bg-white text-md text-ink placeholder:text-ink-2 disabled:bg-paper disabled:text-ink-2'

function controlClass(error: string | null): string {
  return classNames(control, error ? 'border-cinnabar ring-1 ring-cinnabar' : 'border-line-strong')
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="mt-1.5 flex items-start gap-1.5 text-sm font-medium text-cinnabar">
      <Icon name="alert" className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  )
}

function Frame({
  id,
  label,
  hint,
  error,
  optional,
  className,
  children,
}: Pick<FieldFrame, 'label' | 'hint' | 'optional' | 'className'> & {
  id: string
  error: string | null
  children: ReactNode
}) {
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-semibold">
        {label}
        {optional ? (
          <span aria-hidden="true" className="ml-1.5 font-normal text-ink-2">
            选填
          </span>
        ) : null}
      </label>
      {children}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1.5 text-xs text-ink-2">
          {hint}
        </p>
      ) : null}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </div>
  )
}

type Own<T> = Omit<T, 'name' | 'id' | 'className'>

export function Field({
  label,
  name,
  id = name,
  hint,
  error,
  optional,
  className,
  suffix,
  ...input
}: FieldFrame & { suffix?: string } & Own<InputHTMLAttributes<HTMLInputElement>>) {
  const sentence = firstSentence(error)
  const field = (
    <input
      id={id}
      name={name}
      className={classNames(controlClass(sentence), 'min-h-12 px-3.5', suffix && 'pr-14')}
      aria-invalid={sentence ? true : undefined}
      aria-describedby={describedBy(id, hint, sentence)}
      {...input}
    />
  )
  return (
    <Frame id={id} label={label} hint={hint} error={sentence} optional={optional} className={className}>
      {suffix ? (
        <div className="relative">
          {field}
          <span aria-hidden="true" className="absolute inset-y-0 right-3.5 flex items-center text-sm text-ink-2">
            {suffix}
          </span>
        </div>
      ) : (
        field
      )}
    </Frame>
  )
}

export function TextArea({
  label,
  name,
  id = name,
  hint,
  error,
  optional,
  className,
  rows = 4,
  ...input
}: FieldFrame & Own<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  const sentence = firstSentence(error)
  return (
    <Frame id={id} label={label} hint={hint} error={sentence} optional={optional} className={className}>
      <textarea
        id={id}
        name={name}
        rows={rows}
        className={classNames(controlClass(sentence), 'px-3.5 py-2.5')}
        aria-invalid={sentence ? true : undefined}
        aria-describedby={describedBy(id, hint, sentence)}
        {...input}
      />
    </Frame>
  )
}

/** Chosen files cannot be put back into a form that is shown again. */
export function FileField({
  label,
  name,
  id = name,
  hint,
  error,
  optional,
  className,
  ...input
}: FieldFrame & { 'data-shrink'?: string } & Own<InputHTMLAttributes<HTMLInputElement>>) {
  const sentence = firstSentence(error)
  return (
    <Frame id={id} label={label} hint={hint} error={sentence} optional={optional} className={className}>
      <input
        type="file"
        id={id}
        name={name}
        className={classNames(
          controlClass(sentence),
          'min-h-12 px-3.5 py-2 text-sm file:mr-3 file:min-h-8 file:rounded-pill file:border file:border-line-strong file:bg-paper file:px-3.5 file:font-semibold file:text-ink',
        )}
        aria-invalid={sentence ? true : undefined}
        aria-describedby={describedBy(id, hint, sentence)}
        {...input}
      />
    </Frame>
  )
}

export type Option = { value: string; label: string; disabled?: boolean }

export function Select({
  label,
  name,
  id = name,
  hint,
  error,
  optional,
  className,
  options,
  placeholder,
  ...input
}: FieldFrame & {
  options: readonly Option[]
  /** Text of the empty first choice. */
  placeholder?: string
} & Own<Omit<SelectHTMLAttributes<HTMLSelectElement>, 'children'>>) {
  const sentence = firstSentence(error)
  return (
    <Frame id={id} label={label} hint={hint} error={sentence} optional={optional} className={className}>
      <div className="relative">
        <select
          id={id}
          name={name}
          className={classNames(controlClass(sentence), 'min-h-12 appearance-none truncate pl-3.5 pr-10')}
          aria-invalid={sentence ? true : undefined}
          aria-describedby={describedBy(id, hint, sentence)}
          {...input}
        >
          {placeholder === undefined ? null : <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon
          name="chevron-down"
          className="pointer-events-none absolute right-3 top-1/2 size-5 -translate-y-1/2 text-ink-2"
        />
      </div>
    </Frame>
  )
}

export function Checkbox({
  label,
  name,
  id = name,
  hint,
  error,
  className,
  ...input
}: Omit<FieldFrame, 'label'> & { label: ReactNode } & Own<InputHTMLAttributes<HTMLInputElement>>) {
  const sentence = firstSentence(error)
  return (
    <div className={className}>
      <div className="flex items-start gap-2.5">
        <input
          type="checkbox"
          id={id}
          name={name}
          className="mt-0.5 size-5 shrink-0"
          aria-invalid={sentence ? true : undefined}
          aria-describedby={describedBy(id, hint, sentence)}
          {...input}
        />
        <label htmlFor={id} className="text-sm">
          {label}
        </label>
      </div>
      {hint ? (
        <p id={`${id}-hint`} className="ml-7.5 mt-1 text-xs text-ink-2">
          {hint}
        </p>
      ) : null}
      {sentence ? <FieldError id={`${id}-error`}>{sentence}</FieldError> : null}
    </div>
  )
}

export type RadioOption = { value: string; label: string; hint?: string; icon?: ReactNode; disabled?: boolean }

/** Choices as cards: the whole card can be tapped, the chosen one is framed. */
export function RadioCards({
  legend,
  name,
  options,
  defaultValue,
  error,
  columns = 1,
  hideLegend = false,
}: {
  legend: string
  name: string
  options: readonly RadioOption[]
  defaultValue?: string
  error?: FieldFrame['error']
  columns?: 1 | 2 | 3
  hideLegend?: boolean
}) {
  const sentence = firstSentence(error)
  return (
    <fieldset aria-describedby={sentence ? `${name}-error` : undefined}>
      <legend className={hideLegend ? 'sr-only' : 'mb-1.5 text-sm font-semibold'}>{legend}</legend>
      <div
        className={classNames('grid gap-2.5', columns === 2 && 'sm:grid-cols-2', columns === 3 && 'sm:grid-cols-3')}
      >
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-13 items-center gap-3 rounded-control border border-line-strong bg-white px-3.5 py-2.5 has-checked:border-cinnabar has-checked:bg-cinnabar-wash has-checked:ring-1 has-checked:ring-cinnabar has-disabled:opacity-60"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              disabled={option.disabled}
              aria-label={option.label}
              aria-describedby={option.hint ? `${name}-${option.value}-hint` : undefined}
              className="size-5 shrink-0"
            />
            {option.icon}
            <span className="min-w-0">
              <span className="block font-semibold leading-snug">{option.label}</span>
              {option.hint ? (
                <span id={`${name}-${option.value}-hint`} className="block text-xs text-ink-2">
                  {option.hint}
                </span>
              ) : null}
            </span>
          </label>
        ))}
      </div>
      {sentence ? <FieldError id={`${name}-error`}>{sentence}</FieldError> : null}
    </fieldset>
  )
}
