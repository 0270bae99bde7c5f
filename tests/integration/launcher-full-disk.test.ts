import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { isDatabaseAway } from '#app/infra/database-away.server.ts'
import { waitUntil } from '#app/infra/processes.server.ts'
import { makeCheckout } from '#tests/setup/checkout.ts'
import { launch, makeDataDir, postmasterOf, processesOf, stubShop } from '#tests/setup/launcher.ts'
import { fullDisk, limitFiles, mayMount, mountSmallDisk, withSmallFiles } from '#tests/setup/small-disk.ts'

type Disk = { dataDir: string; command?: string; args?: string[]; makeRoom: () => void }

function smallDisk(kilobytes: number) {
  const dataDir = makeDataDir()
  return { dataDir, ...mountSmallDisk(dataDir, kilobytes) }
}

function smallFiles(kilobytes: number): Disk {
  const [command, args] = withSmallFiles(kilobytes, process.execPath, ['app/entry.launcher.ts', ...stubShop])
  const disk: Disk = {
    dataDir: makeDataDir(),
    command,
    args,
    makeRoom: () => {
      delete disk.command
      delete disk.args
    },
  }
  return disk
}

/** The server names its own processes otherwise. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
  } catch {
    return []
  }
}

describe.runIf(process.platform === 'linux')('where the disk is full', () => {
  test.each<[what: string, disk: () => Disk]>([
    ['the data directory cannot be made', () => smallFiles(4_000)],
    ...(mayMount
      ? ([
          ['nothing fits at all', () => smallDisk(100)],
          ['the data directory cannot be made, on a disk of its own', () => smallDisk(20_000)],
          ['the database starts and its tables do not fit', () => smallDisk(41_000)],
        ] satisfies [string, () => Disk][])
      : []),
  ])('%s: one sentence, nothing left running, and with room the same command opens', async (_, makeDisk) => {
    const disk = makeDisk()
    const refused = await launch(disk)
    expect([refused.opened, refused.output()]).toEqual([false, expect.any(String)])
    expect(await refused.exit).toBe(1)
    expect(refused.output()).toMatch(fullDisk)
    expect(refused.output()).toContain(disk.dataDir)
    expect(refused.output()).not.toMatch(/\bat .*\.ts:\d+/)
    expect(processesOf(disk.dataDir)).toEqual([])
    expect(readdirSync(disk.dataDir).filter((name) => /\.(?:new|password)$/.test(name))).toEqual([])

    disk.makeRoom()
    const shop = await launch(disk)
    expect(shop.opened, shop.output()).toBe(true)
    shop.press('SIGINT')
    expect(await shop.exit).toBe(0)
    expect(processesOf(disk.dataDir)).toEqual([])
  }, 120_000)

  test.each([...(mayMount ? ['a disk of its own'] : []), 'the limit of the size of files'])('on %s an open shop waits, loses nothing that it has confirmed, and goes on when there is room', async (where) => {
    const dataDir = makeDataDir()
    const disk = { dataDir, ...(where === 'a disk of its own' ? mountSmallDisk(dataDir, 150_000) : limitFiles(() => [...processesOf(dataDir), ...childrenOf(postmasterOf(dataDir))])) }
    const shop = await launch(disk)
    expect(shop.opened, shop.output()).toBe(true)
    const { pid, database } = await shop.web()
    const pool = new pg.Pool({ connectionString: database, max: 2, connectionTimeoutMillis: 2_000 })
    pool.on('error', () => undefined)
    await pool.query('create table kept (number int primary key, filling text not null)')
    let confirmed = 0
    const write = async () => {
      await pool.query(`insert into kept select $1, string_agg(md5(random()::text), '') from generate_series(1, 20000)`, [confirmed + 1])
      confirmed += 1
    }
    await write()

    disk.fill()
    const refusals: unknown[] = []
    const isRefused = () => write().then(() => false, (error: unknown) => refusals.push(error) > 0)
    expect(await waitUntil(isRefused, 20_000)).toBe(true)
    // Tried on and on, as buyers do, until it has no room even for its log.
    for (let tries = 0; tries < 20; tries += 1) await isRefused()
    // Such a limit has no state of its own in PostgreSQL.
    if (where === 'a disk of its own') expect(refusals.filter((error) => !isDatabaseAway(error))).toEqual([])
    expect((await shop.web()).pid).toBe(pid)

    // What began meanwhile has the limit of its parent.
    expect(await waitUntil(() => (disk.makeRoom(), write()).then(() => true, () => false), 30_000)).toBe(true)
    const { rows } = await pool.query<{ count: number }>('select count(*)::int from kept')
    // An answer that was lost on the way may have been carried out.
    expect(rows[0]?.count).toBeGreaterThanOrEqual(confirmed)
    await pool.end()
    expect(shop.output()).not.toContain('web 意外退出')
    shop.press('SIGINT')
    expect(await shop.exit).toBe(0)
    expect(processesOf(disk.dataDir)).toEqual([])
  }, 120_000)

  test('the build does not fit: the same, though the database was just being started', async () => {
    const { checkout } = makeCheckout()
    const [dataDir, build, bundler] = [makeDataDir(), join(checkout, 'build'), join(checkout, 'node_modules/@remix-run/dev/dist')]
    for (const folder of [build, bundler]) mkdirSync(folder, { recursive: true })
    // Writes as much as the real one, in less time.
    writeFileSync(join(bundler, 'cli.js'), `require('node:fs').writeFileSync('build/index.js', Buffer.alloc(3_000_000))`)
    const args = ['app/entry.launcher.ts', stubShop[1]!]
    const disk = mayMount ? mountSmallDisk(build, 1_000) : null
    // With the limit the database is given from elsewhere, so that the build alone meets it.
    const [command, limited] = disk ? [process.execPath, args] : withSmallFiles(2_000, process.execPath, args)
    const env = disk ? {} : { DATABASE_URL: process.env.DATABASE_URL }
    const refused = await launch({ dataDir, cwd: checkout, command, args: limited, env })
    expect(await refused.exit, refused.output()).toBe(1)
    expect(refused.output()).toMatch(fullDisk)
    expect(refused.output()).toContain(build)
    expect(processesOf(dataDir)).toEqual([])
    disk?.makeRoom()
    const shop = await launch({ dataDir, cwd: checkout, args, env })
    expect(shop.opened, shop.output()).toBe(true)
    shop.press('SIGINT')
    expect(await shop.exit).toBe(0)
  }, 120_000)
})
