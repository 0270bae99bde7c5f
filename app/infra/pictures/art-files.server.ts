import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { motifOf, motifWash } from '#app/domain/motif.ts'
import type { Wash } from '#app/domain/motif.ts'

// The folder the shop is started in; the web process is one bundle and knows no other.
const art = (name: string): string => join(process.cwd(), 'app/components/art/svg', `${name}.svg`)
const kept = new Map<string, string>()

/** A paper-cut as an address of data, for pictures that are drawn on the server. */
export function artData(name: string): string {
  let data = kept.get(name)
  if (data === undefined) {
    data = `data:image/svg+xml;base64,${readFileSync(art(name)).toString('base64')}`
    kept.set(name, data)
  }
  return data
}

export const motifData = (name: string): string => artData(motifOf(name))

/** The colours of the pages (app/styles). */
export const colours = {
  cinnabar: '#b3261e',
  cinnabarDeep: '#8a1a16',
  poplar: '#f3c74f',
  snow: '#fffdf9',
  paper: '#faf5ec',
  ink: '#2b211c',
  ink2: '#6d5f56',
  line: '#e9dfd0',
} as const

const washes: Record<Wash, string> = { cinnabar: '#fbeae6', poplar: '#fdf3d9', river: '#e3f1f1', leaf: '#f0f2df', cotton: '#efeae2' }

export const washOf = (motif: string): string => washes[motifWash(motifOf(motif))]
