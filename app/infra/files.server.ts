import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { env } from '#app/infra/env.server.ts'
import { newId } from '#app/infra/id.server.ts'

// Files of people, in a folder of the shop's own data. They are named by the shop and never
// change; rows of the database say what they are.

const NAME = /^[0-9a-z-]{1,80}\.[a-z0-9]{1,8}$/

function pathOf(name: string): string {
  if (!NAME.test(name)) throw new Error('no name of a file of ours')
  return join(env().dataDir, 'files', name)
}

/** Writes a file whole or not at all: who sees the name sees all of it, also after a lost machine. */
export async function storeFile(name: string, bytes: Uint8Array): Promise<void> {
  const path = pathOf(name)
  const half = `${path}.${newId()}.part`
  try {
    const file = await openNew(half)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(half, path)
  } catch (error) {
    await rm(half, { force: true }).catch(() => undefined)
    throw error
  }
}

/** The folder is made when the first file comes. */
async function openNew(path: string) {
  try {
    return await open(path, 'wx')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    await mkdir(dirname(path), { recursive: true })
    return open(path, 'wx')
  }
}

/** The bytes, or null where there is no such file. */
export async function fetchFile(name: string): Promise<Buffer | null> {
  try {
    return await readFile(pathOf(name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** For what was written and then not needed. */
export async function dropFile(name: string): Promise<void> {
  await rm(pathOf(name), { force: true })
}

/** Whether the place where files lie is full, read-only or closed: a state of the machine, no bug. */
export function isStorageRefusal(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? ''
  return ['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EACCES', 'EPERM', 'ENOTDIR'].includes(code)
}
