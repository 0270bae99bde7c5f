import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { isDatabaseAway } from '#app/infra/database-away.server.ts'
import { waitUntil } from '#app/infra/processes.server.ts'
import { atTheEnd, launch, makeDataDir, processesOf } from '#tests/setup/launcher.ts'

// A real end of the disk: a small file system of its own where the test may mount one,
// and everywhere the limit of the size of files, which fails in the same places.

type Disk = { dataDir: string; command?: string; args?: string[]; makeRoom: () => void }

const launcher = ['app/entry.launcher.ts', '--dev', '--entries=tests/integration/stub-shop']

function smallDisk(kilobytes: number): Disk & { fill: () => void } {
  const dataDir = makeDataDir()
  mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'none', dataDir)
  atTheEnd(() => void spawnSync('umount', ['--lazy', dataDir]))
  const filler = join(dataDir, 'filler')
  return {
    dataDir,
    fill: () => void spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']),
    makeRoom: () => {
      rmSync(filler, { force: true })
      mount('-o', 'remount,size=600m', dataDir)
    },
  }
}

function smallFiles(kilobytes: number): Disk {
  const disk: Disk = {
    dataDir: makeDataDir(),
    command: 'bash',
    args: ['-c', `ulimit -S -f ${kilobytes} && exec "$0" "$@"`, process.execPath, ...launcher],
    makeRoom: () => {
      delete disk.command
      delete disk.args
    },
  }
  return disk
}

function mount(...args: string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

const mayMount = spawnSync('unshare', ['--mount', 'true']).status === 0
const full = /磁盘已满，\S+ 写不下了：请腾出空间，再用同样的命令启动。 \/ The disk is full/

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
    expect(refused.output()).toMatch(full)
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
  }, 90_000)

  test.runIf(mayMount)('an open shop waits, loses nothing that it has confirmed, and goes on when there is room', async () => {
    const disk = smallDisk(150_000)
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
    expect(refusals.filter((error) => !isDatabaseAway(error))).toEqual([])
    expect((await shop.web()).pid).toBe(pid)

    disk.makeRoom()
    expect(await waitUntil(() => write().then(() => true, () => false), 30_000)).toBe(true)
    const { rows } = await pool.query<{ count: number }>('select count(*)::int from kept')
    // An answer that was lost on the way may have been carried out.
    expect(rows[0]?.count).toBeGreaterThanOrEqual(confirmed)
    await pool.end()
    expect(shop.output()).not.toContain('web 意外退出')
    shop.press('SIGINT')
    expect(await shop.exit).toBe(0)
    expect(processesOf(disk.dataDir)).toEqual([])
  }, 90_000)
})
