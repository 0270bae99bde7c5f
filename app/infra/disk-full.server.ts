import { existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { inspect } from 'node:util'

// As Node, PostgreSQL (by its state 53100) and the C library say it; a quota or a limit of
// the size of files is the same to a person.
const words = /\b(?:ENOSPC|EDQUOT|EFBIG|53100)\b|No space left on device|Disk quota exceeded|File too large|File size limit exceeded|Check free disk space/i

// Less than this is nothing: a log line may still fit where a page of the database does not.
const LITTLE_BYTES = 1_000_000

/** The one sentence of a start that the disk stops. */
export class DiskFull extends Error {
  constructor(folder: string) {
    super(
      `磁盘已满，${folder} 写不下了：请腾出空间，再用同样的命令启动。 / The disk is full, nothing more fits into ${folder}: make room and give the same command again.`,
    )
  }
}

/** Whether what somebody printed before failing says that nothing more could be written. */
export function saysFull(text: string): boolean {
  return words.test(text)
}

/**
 * The failure as a person should read it: a full disk by its folder, everything else as it
 * is. A log on the same disk can no longer say why, so the disk itself is asked, too.
 */
export function orDiskFull(failure: unknown, folders: readonly string[]): unknown {
  if (failure instanceof DiskFull) return failure
  const full = folders.find(isFull) ?? (saysFull(inspect(failure, { depth: 4 })) ? folders[0] : undefined)
  return full === undefined ? failure : new DiskFull(full)
}

function isFull(folder: string): boolean {
  if (!existsSync(folder)) return dirname(folder) !== folder && isFull(dirname(folder))
  try {
    const { bavail, bsize, files, ffree } = statfsSync(folder)
    return bavail * bsize < LITTLE_BYTES || (files > 0 && ffree === 0)
  } catch {
    return false
  }
}
