import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import ts from 'typescript'

// Loaders of one page run side by side, so a guard in a parent protects nothing: each
// loader and action of each route calls one itself.

const guards = new Set([
  'publicPage', 'requireShopper', 'shopperOrGuest', 'cartOwnerForWrite', 'orderViewer', 'linkHolder', 'requireMerchant', 'requireCommand', 'requireOperator',
])

/** Names of exported loaders and actions in whose body no guard is called. */
function unguarded(source: string): string[] {
  const file = ts.createSourceFile('route.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const bodies = new Map<string, ts.Node>()
  for (const statement of file.statements) {
    const exported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (!exported) continue
    if (ts.isFunctionDeclaration(statement) && statement.name && statement.body) bodies.set(statement.name.text, statement.body)
    if (ts.isVariableStatement(statement))
      for (const { name, initializer } of statement.declarationList.declarations) if (ts.isIdentifier(name) && initializer) bodies.set(name.text, initializer)
  }
  return ['loader', 'action'].filter((name) => {
    const body = bodies.get(name)
    return body !== undefined && !callsGuard(body)
  })
}

function callsGuard(node: ts.Node): boolean {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && guards.has(node.expression.text)) return true
  return node.getChildren().some(callsGuard)
}

const routes = globSync('app/routes/**/*.{ts,tsx}')

test('there are routes to look at, and all of them are on the list', () => {
  const list = readFileSync('app/routes.ts', 'utf8')
  expect(routes.length).toBeGreaterThan(30)
  for (const path of routes) expect(list, path).toContain(path.replace('app/', ''))
})

test.each(routes)('%s guards its loader and its action', (path) => {
  expect(unguarded(readFileSync(path, 'utf8'))).toEqual([])
})

describe('the check itself', () => {
  test.each([
    ['a loader without one', 'export async function loader() { return 1 }', ['loader']],
    ['an action that only imports one', "import { requireShopper } from 'x'\nexport const action = async () => null", ['action']],
    ['a guard outside the loader', 'requireShopper(r)\nexport function loader() {}', ['loader']],
    ['a guarded one', 'export async function loader({ request }) { const a = await requireOperator(request); return a }', []],
    ['nothing to guard', 'export default function Page() { return null }', []],
  ])('%s', (_, source, expected) => {
    expect(unguarded(source)).toEqual(expected)
  })
})
