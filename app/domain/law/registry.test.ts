import { existsSync, readFileSync } from 'node:fs'
import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lawRegistry } from '#app/domain/law/registry.ts'

const ids = Array.from({ length: 56 }, (_, place) => `R-${String(place + 1).padStart(2, '0')}`).filter((id) => id !== 'R-50')

test('every rule stands in the registry once, in order of its number', () => {
  expect(lawRegistry.map(({ id }) => id)).toEqual(ids)
})

test('a rule in code names files that exist, and a test that carries its number', () => {
  const tests = globSync(['app/**/*.test.ts', 'tests/**/*.test.ts', 'tests/**/*.spec.ts']).filter((path) => !path.endsWith('registry.test.ts'))
  const titles = tests.map((path) => readFileSync(path, 'utf8')).join('\n')
  for (const rule of lawRegistry) {
    if (rule.status !== 'code') continue
    for (const path of rule.where) expect(existsSync(path), `${rule.id}: ${path}`).toBe(true)
    expect(titles.includes(`${rule.id}`), `no test names ${rule.id}`).toBe(true)
  }
})

test('the rules of the first sale and of promotions are code', () => {
  const inCode = lawRegistry.filter(({ status }) => status === 'code').map(({ id }) => id)
  expect(inCode).toEqual(expect.arrayContaining(['R-01', 'R-02', 'R-03', 'R-04', 'R-05', 'R-06', 'R-07', 'R-08', 'R-09', 'R-10', 'R-19', 'R-31', 'R-51', 'R-52']))
})

test('what is only documented says why', () => {
  for (const rule of lawRegistry) if (rule.status === 'documented') expect(rule.why.length, rule.id).toBeGreaterThan(10)
})
