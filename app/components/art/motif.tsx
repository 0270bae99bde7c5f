import { classNames } from '#app/components/ui/class-names.ts'
import { motifOf, motifWash } from '#app/domain/motif.ts'
import type { Wash } from '#app/domain/motif.ts'

// One file a motif, served under its content hash: a page carries an address, a browser
// keeps the picture for good.
const files = import.meta.glob<string>('./svg/*.svg', { eager: true, query: '?url', import: 'default' })

export function artUrl(name: string): string {
  return files[`./svg/${name}.svg`] ?? files['./svg/poplar.svg'] ?? ''
}

/** A paper-cut. Decorative unless `alt` says otherwise. */
export function Motif({
  name,
  size = 120,
  alt = '',
  eager = false,
  className,
}: {
  name: string
  size?: number
  alt?: string
  /** For pictures in the first screen. */
  eager?: boolean
  className?: string
}) {
  return (
    <img
      src={artUrl(motifOf(name))}
      width={size}
      height={size}
      alt={alt}
      loading={eager ? undefined : 'lazy'}
      decoding="async"
      className={className}
    />
  )
}

const washes: Record<Wash, string> = {
  cinnabar: 'bg-cinnabar-wash',
  poplar: 'bg-poplar-wash',
  river: 'bg-river-wash',
  leaf: 'bg-leaf-wash',
  cotton: 'bg-cotton-wash',
}

export function washClass(name: string): string {
  return washes[motifWash(motifOf(name))]
}

/** The motif on its wash, where a photograph would be. */
export function MotifPlate({
  name,
  size,
  alt,
  eager,
  className,
}: {
  name: string
  size: number
  alt?: string
  eager?: boolean
  className?: string
}) {
  return (
    <span className={classNames('grid place-items-center overflow-hidden', washClass(name), className)}>
      <Motif name={name} size={size} alt={alt} eager={eager} className="max-h-[76%] max-w-[76%]" />
    </span>
  )
}
