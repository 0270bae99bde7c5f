import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { beforeEach, expect, test, vi } from 'vitest'
import { DiskFull, orDiskFull, saysFull } from '#app/infra/disk-full.server.ts'

vi.mock('node:fs', async (original) => ({ ...(await original<typeof import('node:fs')>()), statfsSync: vi.fn() }))

const disk = (bavail: number, ffree = 1_000) => vi.mocked(statfsSync).mockReturnValue({ bavail, bsize: 4_096, files: 2_000, ffree } as never)

beforeEach(() => void disk(1_000_000))

test.each([
  'ENOSPC: no space left on device, write',
  'FATAL:  could not extend file "base/5/16384": No space left on device',
  'could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 9\nHINT:  Check free disk space.',
  'Error: EDQUOT: disk quota exceeded, open',
  'child process was terminated by signal 25: File size limit exceeded',
])('is heard from %j', (words) => expect(saysFull(words)).toBe(true))

test.each(['connection refused', 'order 1531004 not found', 'TENOSPC'])('is not heard from %j', (words) => expect(saysFull(words)).toBe(false))

test('a failure deep inside is read, and said by the folder that was written to', () => {
  const failure = new Error('seed', { cause: Object.assign(new Error('insert'), { code: '53100' }) })
  expect(orDiskFull(failure, [tmpdir()])).toEqual(new DiskFull(tmpdir()))
})

test.each([
  ['without room', 200, 1_000],
  ['without names for more files', 1_000_000, 0],
])('a disk %s is seen although nobody says so, also by the folder that was to be made', (_, blocks, names) => {
  disk(blocks, names)
  const folder = `${tmpdir()}/not/made/yet`
  expect(orDiskFull(new Error('exit 1'), [folder])).toEqual(new DiskFull(folder))
})

test('every other failure stays itself', () => {
  const failure = new Error('exit 1')
  expect(orDiskFull(failure, [tmpdir()])).toBe(failure)
  expect(orDiskFull(new DiskFull('/a'), [tmpdir()])).toEqual(new DiskFull('/a'))
})
