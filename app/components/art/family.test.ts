import { readdirSync, readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { motifLabel, motifNames } from '#app/domain/motif.ts'

const folder = new URL('./svg/', import.meta.url)
const files = readdirSync(folder).map((file) => ({ name: file.replace('.svg', ''), svg: readFileSync(new URL(file, folder), 'utf8') }))
// Pictures of places in the page, not of goods or states.
const scenery = ['hero-phone', 'hero-wide', 'seal']

// The inks of the family: paper and cut, cinnabar, gold, river, leaf, wood, aubergine.
const inks = new Set([
  '#fff', '#000', '#fffdf9', '#fbeae6', '#2b211c', '#b3261e', '#8a1a16', '#e0a526', '#f3c74f', '#d9b13a', '#dd8427', '#e0862a', '#c8741f',
  '#1f6f78', '#bfe0df', '#6b7a2e', '#8f9c3a', '#6b4a2b', '#a8743a', '#5c2747',
])

test('every motif is drawn, and everything drawn is a motif', () => {
  expect(files.map(({ name }) => name).sort()).toEqual([...motifNames, ...scenery].sort())
  expect(motifNames.length).toBe(59)
  expect(new Set(motifNames.map(motifLabel)).size).toBe(59)
})

test.each(files)('$name is of one hand: its inks, its grid, its few bytes', ({ name, svg }) => {
  expect((svg.match(/#[0-9a-f]{3,6}\b/g) ?? []).filter((ink) => !inks.has(ink))).toEqual([])
  // No script, no letters that would need a font, nothing from elsewhere.
  expect(svg).not.toMatch(/<script|<text|<image|<style|on\w+=|url\(["']?http/)
  if (name.startsWith('hero')) return expect(brotliCompressSync(svg).length).toBeLessThan(8_000)
  if (name !== 'seal') expect(svg).toContain('viewBox="0 0 120 120"')
  expect(brotliCompressSync(svg).length).toBeLessThan(2_000)
})
