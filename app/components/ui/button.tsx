import { Link } from '@remix-run/react'
import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { classNames } from '#app/components/ui/class-names.ts'

export type ButtonTone = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'sm' | 'md' | 'lg'

const tones: Record<ButtonTone, string> = {
  primary:
    'border-cinnabar bg-cinnabar text-white hover:border-cinnabar-deep hover:bg-cinnabar-deep disabled:border-line disabled:bg-line disabled:text-ink-2',
  secondary:
    'border-cinnabar bg-white text-cinnabar hover:bg-cinnabar-wash disabled:border-line disabled:bg-paper disabled:text-ink-2',
  quiet: 'border-line-strong bg-white text-ink hover:bg-paper disabled:border-line disabled:text-ink-2',
  danger: 'border-transparent bg-transparent text-cinnabar hover:bg-cinnabar-wash disabled:text-ink-2',
}

const sizes: Record<ButtonSize, string> = {
  // Small to the eye, 44 px to the thumb.
  sm: 'relative min-h-9 px-3.5 py-1.5 text-sm after:absolute after:inset-x-0 after:-inset-y-1.5',
  md: 'min-h-11 px-5 py-2 text-base',
  lg: 'min-h-12 px-6 py-2.5 text-md',
}

function buttonClass(tone: ButtonTone, size: ButtonSize, wide: boolean, className?: string): string {
  return classNames(
    'inline-flex items-center justify-center gap-2 rounded-pill border-[1.5px] text-center font-semibold leading-tight no-underline transition-colors',
    tones[tone],
    sizes[size],
    wide && 'w-full',
    className,
  )
}

type Look = { tone?: ButtonTone; size?: ButtonSize; wide?: boolean }

export function Button({
  tone = 'primary',
  size = 'md',
  wide = false,
  className,
  type = 'submit',
  ...rest
}: Look & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type={type} className={buttonClass(tone, size, wide, className)} {...rest} />
}

export function LinkButton({
  to,
  tone = 'primary',
  size = 'md',
  wide = false,
  className,
  children,
  reloadDocument,
}: Look & { to: string; className?: string; children: ReactNode; reloadDocument?: boolean }) {
  return (
    <Link to={to} reloadDocument={reloadDocument} className={buttonClass(tone, size, wide, className)}>
      {children}
    </Link>
  )
}
