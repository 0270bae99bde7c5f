import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

// The storefront's stylesheet holds the classes of the files that it names, and of no others.

const sheet = readFileSync('app/styles/store.css', 'utf8')
const named = [...sheet.matchAll(/^@source '\.\.\/(.+?)';$/gm)].flatMap(([, source = '']) => (source.endsWith('.tsx') ? globSync(`app/${source}`) : globSync(`app/${source}/**/*.tsx`)))
const sourced = new Set(named.map((file) => file.replaceAll('\\', '/')))

function importsOf(file: string): string[] {
  return ts
    .preProcessFile(readFileSync(file, 'utf8'))
    .importedFiles.map(({ fileName }) => fileName.replace(/^#app\//, 'app/'))
    .filter((name) => name.startsWith('app/components/') && name.endsWith('.tsx'))
    .map((name) => posix.normalize(name))
}

/** The files and all components that they draw with. */
function drawnWith(files: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const follow = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const next of importsOf(file)) follow(next)
  }
  for (const file of files) follow(file)
  return seen
}

test('what the storefront draws with is in its stylesheet', () => {
  const drawn = drawnWith(['app/root.tsx', ...globSync('app/routes/{storefront,identity}/*.tsx')])
  expect(drawn.has('app/components/talk/thread.tsx')).toBe(true)
  expect([...drawn].filter((file) => !sourced.has(file))).toEqual([])
})
