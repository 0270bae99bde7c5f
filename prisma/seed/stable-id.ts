import { createHash } from 'node:crypto'

/** A UUID that is the same for the same name: the demo festival has the same rows everywhere. */
export function stableId(name: string): string {
  const hex = createHash('sha256').update(`nianhuo:${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
