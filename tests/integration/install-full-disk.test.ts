import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { atTheEnd, root } from '#tests/setup/launcher.ts'
import { fullDisk, mayMount, mountSmallDisk, withSmallFiles } from '#tests/setup/small-disk.ts'

// The real npm on a checkout of one big package, which lies beside it: no network.

const BLOB_BYTES = 6_000_000
const SMALL_KB = 3_000

type Checkout = { folder: string; blob: string; env: Record<string, string> }

function makeCheckout(): Checkout & { makeSmall: () => { makeRoom: () => void } } {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'nianhuo-install-')))
  atTheEnd(() => rmSync(base, { recursive: true, force: true }))
  const [folder, parts] = [join(base, 'shop'), join(base, 'parts/package')]
  for (const path of [folder, parts]) mkdirSync(path, { recursive: true })
  writeFileSync(join(parts, 'package.json'), '{"name":"big","version":"1.0.0"}')
  writeFileSync(join(parts, 'blob.bin'), randomBytes(BLOB_BYTES))
  spawnSync('tar', ['-czf', '../big.tgz', 'package'], { cwd: join(base, 'parts') })
  const integrity = `sha512-${createHash('sha512').update(readFileSync(join(base, 'big.tgz'))).digest('base64')}`
  const itself = { name: 'shop', version: '1.0.0', dependencies: { big: 'file:../big.tgz' } }
  const packages = { '': itself, 'node_modules/big': { version: '1.0.0', resolved: 'file:../big.tgz', integrity } }
  const write = () => {
    for (const path of ['app', 'prisma']) mkdirSync(join(folder, path))
    copyFileSync(join(root, 'app/entry.install.mjs'), join(folder, 'app/entry.install.mjs'))
    writeFileSync(join(folder, 'package.json'), JSON.stringify(itself))
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ name: 'shop', version: '1.0.0', lockfileVersion: 3, requires: true, packages }))
    writeFileSync(join(folder, 'prisma/schema.prisma'), '')
    // What it leaves is all that the installer looks at; the time it takes is that of a real one.
    writeFileSync(
      join(folder, 'prisma/generate.ts'),
      `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
       import { schemaHash } from '../app/entry.install.mjs'
       mkdirSync('app/infra/generated', { recursive: true })
       appendFileSync('generated.log', 'once ')
       writeFileSync('app/infra/generated/schema.sha256', schemaHash())`,
    )
  }
  const env = { PATH: process.env.PATH ?? '', HOME: base, npm_config_cache: join(base, 'cache'), NODE_ENV: 'production' }
  return {
    folder,
    blob: join(folder, 'node_modules/big/blob.bin'),
    env,
    makeSmall: () => {
      const disk = mayMount ? mountSmallDisk(folder, SMALL_KB) : { makeRoom: () => undefined }
      write()
      return disk
    },
  }
}

async function install({ folder, env }: Checkout, [command, args]: [string, string[]] = [process.execPath, ['app/entry.install.mjs']]) {
  const child = spawn(command, args, { cwd: folder, env: env as NodeJS.ProcessEnv, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output }
}

const limited = () => withSmallFiles(SMALL_KB, process.execPath, ['app/entry.install.mjs'])

describe.runIf(process.platform === 'linux')('installing', () => {
  test.each([
    ...(mayMount ? [{ where: 'a full disk', command: undefined }] : []),
    { where: 'a limit of the size of files', command: limited() },
  ])('onto $where: one sentence, no half package taken for a whole one; with room the same command installs', async ({ where, command }) => {
    const checkout = makeCheckout()
    const disk = checkout.makeSmall()
    if (where !== 'a full disk') disk.makeRoom()
    const refused = await install(checkout, command)
    expect([refused.code, refused.output]).toEqual([1, expect.stringMatching(fullDisk)])
    expect(refused.output).toContain(checkout.folder)
    expect(refused.output).not.toMatch(/\bat .*\.mjs:\d+/)
    expect(existsSync(join(checkout.folder, '.cache/install.lock'))).toBe(false)

    disk.makeRoom()
    expect(await install(checkout)).toMatchObject({ code: 0 })
    expect(statSync(checkout.blob).size).toBe(BLOB_BYTES)
  }, 60_000)

  test('twice at once, after one that was killed: one installs and generates, the other waits', async () => {
    const checkout = makeCheckout()
    checkout.makeSmall().makeRoom()
    mkdirSync(join(checkout.folder, '.cache'), { recursive: true })
    writeFileSync(join(checkout.folder, '.cache/install.lock'), '4000000')
    const both = await Promise.all([install(checkout), install(checkout)])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect(both.filter(({ output }) => output.includes('正在安装依赖'))).toHaveLength(1)
    expect(readFileSync(join(checkout.folder, 'generated.log'), 'utf8')).toBe('once ')
    expect(statSync(checkout.blob).size).toBe(BLOB_BYTES)
  }, 60_000)
})
