import { spawnSync } from 'node:child_process'
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { atTheEnd } from '#tests/setup/launcher.ts'

// A real end of the disk: a small file system of its own where the test may mount one,
// and everywhere the limit of the size of files, which fails in the same places.

export const mayMount = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0

/** As a program says it to a person. */
export const fullDisk = /磁盘已满，\S+ 写不下了：请腾出空间，再用同样的命令启动。/

/** Makes the folder a disk of this size until the test is over. */
export function mountSmallDisk(folder: string, kilobytes: number) {
  mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'none', folder)
  atTheEnd(() => void spawnSync('umount', ['--lazy', folder]))
  const filler = join(folder, 'filler')
  return {
    fill: () => void spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']),
    makeRoom: () => {
      rmSync(filler, { force: true })
      mount('-o', 'remount,size=600m', folder)
    },
  }
}

/** The program with files of at most this size. */
export const withSmallFiles = (kilobytes: number, program: string, args: string[]): [command: string, args: string[]] => [
  'bash',
  ['-c', `ulimit -S -f ${kilobytes} && exec "$0" "$@"`, program, ...args],
]

/** The same for what already runs, and for what that starts. */
export function limitFiles(pids: () => number[]) {
  const limit = (bytes: string) => {
    for (const pid of pids()) {
      // Anybody may limit what is theirs; root of a container may not limit others.
      const owner = statSync(`/proc/${pid}`, { throwIfNoEntry: false })
      if (owner) spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`], { uid: owner.uid, gid: owner.gid })
    }
  }
  return { fill: () => limit('1000000'), makeRoom: () => limit('unlimited') }
}

function mount(...args: string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}
