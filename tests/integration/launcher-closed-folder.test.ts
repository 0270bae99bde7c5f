import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeCheckout } from '#tests/setup/checkout.ts'
import { canBeOrdinary, launch, ordinaryUser, postmasterOf, processesOf, stubShop } from '#tests/setup/launcher.ts'
import type { User } from '#tests/setup/launcher.ts'

const isRoot = process.getuid?.() === 0
/** In a folder that its owner alone may enter. */
function closedCheckout({ uid, gid }: User): string {
  const { home, checkout } = makeCheckout()
  if (uid !== undefined) spawnSync('chown', ['--recursive', `${uid}:${gid}`, home])
  chmodSync(home, 0o700)
  return checkout
}

async function tryIn(checkout: string, user: User, env: Record<string, string> = {}) {
  const dataDir = join(checkout, '.data')
  const args = [join(checkout, 'app/entry.launcher.ts'), ...stubShop]
  return { dataDir, shop: await launch({ dataDir, user, args, cwd: checkout, env }) }
}

describe.runIf(process.platform === 'linux')('a checkout in a folder that others cannot enter', () => {
  test.each([
    { who: isRoot ? 'root' : 'its owner', user: {}, can: true },
    { who: 'an ordinary user, its owner (from root)', user: ordinaryUser, can: isRoot && canBeOrdinary },
  ].filter(({ can }) => can))('opens for $who, again too, and stays closed', async ({ user }) => {
    const checkout = closedCheckout(user)
    for (const time of ['first', 'second']) {
      const { dataDir, shop } = await tryIn(checkout, user)
      expect(shop.opened, `${time}: ${shop.output()}`).toBe(true)
      const server = readFileSync(`/proc/${postmasterOf(dataDir)}/status`, 'utf8')
      expect(/^Uid:\s+(\d+)/m.exec(server)?.[1]).not.toBe('0')
      shop.press('SIGINT')
      expect(await shop.exit).toBe(0)
      expect(processesOf(dataDir)).toEqual([])
    }
    expect(statSync(join(checkout, '..')).mode & 0o777).toBe(0o700)
    expect(statSync(join(checkout, '.data/postgres')).mode & 0o777).toBe(0o700)
  }, 90_000)

  test.runIf(isRoot)('a machine without the means for that says which folder it is, and leaves nothing running', async () => {
    const checkout = closedCheckout({})
    const bin = join(checkout, 'bin')
    mkdirSync(bin)
    symlinkSync(spawnSync('which', ['id'], { encoding: 'utf8' }).stdout.trim(), join(bin, 'id'))
    const { dataDir, shop } = await tryIn(checkout, {}, { PATH: bin })
    expect(await shop.exit).toBe(1)
    expect(shop.output()).toContain(`数据库的用户进不了 ${join(checkout, '..')}：`)
    expect(processesOf(dataDir)).toEqual([])
  })
})
