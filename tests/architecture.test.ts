import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

// Imports point one way: routes, jobs → http → services → infra → the world;
// routes → components; everything may import domain, domain imports nothing.

type Area = {
  /** Folders of app/, or single files of them, that this one may import besides itself. */
  imports: string[]
  /** Packages: only these, or all but these. */
  packages: { only: string[] } | { but: string[] }
}

const WEB = ['react', 'react-dom', '@remix-run/*', 'express']
const DATABASE = ['pg', '@prisma/*', 'pg-boss']

const areas: Record<string, Area> = {
  // Pure libraries only: what they answer depends on nothing but the question.
  domain: { imports: [], packages: { only: ['lunar-typescript'] } },
  infra: { imports: ['domain'], packages: { but: ['react', 'react-dom', '@remix-run/react'] } },
  services: { imports: ['domain', 'infra'], packages: { but: WEB } },
  // Settings, logs, keys and cookies' secrets, but no rows: those come from services.
  http: {
    imports: [
      'domain',
      'services',
      ...['clock', 'crypto', 'database-away', 'env', 'id', 'logger', 'singleton'].map((name) => `infra/${name}.server.ts`),
    ],
    packages: { but: ['react', 'react-dom', '@remix-run/react', ...DATABASE] },
  },
  jobs: {
    imports: ['domain', 'services', 'infra/clock.server.ts', 'infra/logger.server.ts'],
    packages: { only: ['zod'] },
  },
  components: { imports: ['domain'], packages: { but: ['express', 'node:*', '@remix-run/node', 'stripe', ...DATABASE] } },
  routes: { imports: ['domain', 'services', 'http', 'components', 'styles'], packages: { but: ['stripe', ...DATABASE] } },
}

const exceptions = new Set([
  // Readiness is a question about the database itself.
  'app/http/server/readiness.server.ts → app/infra/db.server.ts',
  'app/http/server/readiness.server.ts → app/infra/migrate.server.ts',
])

/** Every import that goes the wrong way, as “file → target”. */
function wrongImports(sources: Record<string, string>): string[] {
  return Object.entries(sources).flatMap(([file, text]) =>
    ts
      .preProcessFile(text)
      .importedFiles.map(({ fileName }) => resolve(file, fileName))
      .filter((target) => !isAllowed(file, target))
      .map((target) => `${file} → ${target}`)
      .filter((wrong) => !exceptions.has(wrong)),
  )
}

function resolve(file: string, specifier: string): string {
  const path = specifier.replace(/\?.*$/, '')
  if (path.startsWith('.')) return posix.join(posix.dirname(file), path)
  return path.startsWith('#') ? path.slice(1) : path
}

function isAllowed(file: string, target: string): boolean {
  const name = file.split('/')[1] ?? ''
  const area = areas[name] ?? (name === 'root.tsx' ? areas.routes : undefined)
  // Entries tie everything together; tests of a rule may also take what they test with.
  if (!area || !file.startsWith('app/')) return true
  if (/\.test\.tsx?$/.test(file)) return true
  if (target.endsWith('.tsx') && !['components', 'routes', 'root.tsx'].includes(name)) return false
  if (!/^(app|prisma|tests)\//.test(target)) return mayUse(area, target)
  return [name, ...area.imports].some((allowed) => `${target}/`.startsWith(`app/${allowed}/`))
}

function mayUse({ packages }: Area, target: string): boolean {
  const listed = ('only' in packages ? packages.only : packages.but).some((entry) =>
    entry.endsWith('*') ? target.startsWith(entry.slice(0, -1)) : target === entry || target.startsWith(`${entry}/`),
  )
  return 'only' in packages ? listed : !listed
}

const root = fileURLToPath(new URL('..', import.meta.url))

describe('imports point one way', () => {
  test('in the sources of the shop', () => {
    const files = globSync('app/**/*.{ts,tsx}', { cwd: root, exclude: ['app/infra/generated/**'] })
    const sources = Object.fromEntries(files.map((file) => [file.replaceAll('\\', '/'), readFileSync(root + file, 'utf8')]))
    expect(files.length).toBeGreaterThan(50)
    expect(wrongImports(sources)).toEqual([])
  })

  test.each([
    ['a rule that reads the database', 'app/domain/money.ts', '#app/infra/db.server.ts'],
    ['a rule that reads a file', 'app/domain/money.ts', 'node:fs'],
    ['a rule that calls a use case', 'app/domain/money.ts', '../services/cart/get-cart.server.ts'],
    ['a use case that sees React', 'app/services/cart/get-cart.server.ts', 'react'],
    ['a use case that sees a request', 'app/services/cart/get-cart.server.ts', '#app/http/guards.server.ts'],
    ['an adapter that calls a use case', 'app/infra/stripe.server.ts', '#app/services/cart/get-cart.server.ts'],
    ['a guard that queries', 'app/http/guards.server.ts', '#app/infra/db.server.ts'],
    ['a page that queries', 'app/routes/_store.cart.tsx', '#app/infra/db.server.ts'],
    ['a page that takes an adapter', 'app/routes/_store.cart.tsx', '#app/infra/clock.server.ts'],
    ['a page with its own Prisma', 'app/routes/_store.cart.tsx', '@prisma/client'],
    ['a component that calls a use case', 'app/components/ui/button.tsx', '#app/services/cart/get-cart.server.ts'],
    ['a component that reads a file', 'app/components/ui/button.tsx', 'node:fs'],
    ['a component that takes a page', 'app/components/ui/button.tsx', '#app/routes/_store.cart.tsx'],
    ['a job that queries', 'app/jobs/jobs.server.ts', '#app/infra/db.server.ts'],
    ['a use case that draws', 'app/services/cart/get-cart.server.ts', '#app/domain/price.tsx'],
    ['root with its own query', 'app/root.tsx', '#app/infra/db.server.ts'],
    ['a rule that takes the seed', 'app/domain/money.ts', '#prisma/seed/reference.ts'],
  ])('%s is found', (_, file, specifier) => {
    for (const source of [`import x from '${specifier}'`, `import type { X } from '${specifier}'`, `await import('${specifier}')`, `export * from '${specifier}'`])
      expect(wrongImports({ [file]: source })).toEqual([`${file} → ${resolve(file, specifier)}`])
  })
})
