import { spawnSync } from 'node:child_process'
import { chownSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Who runs the server's programs. PostgreSQL refuses root, so root hands it to the user
 * `postgres`, who is made where there is none, as Debian's own package does.
 */
export type Account = {
  command: (program: string, args: string[]) => [program: string, args: string[]]
  ids: { uid?: number; gid?: number }
  /** Makes the file or folder the account's own. */
  own: (path: string) => void
}

const itself: Account = { command: (program, args) => [program, args], ids: {}, own: () => undefined }

function idsOf(user: string): { uid: number; gid: number } | null {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, user], { encoding: 'utf8' })
    return status === 0 ? Number(stdout) : null
  })
  return uid && gid ? { uid, gid } : null
}

function makeUser(): void {
  spawnSync('groupadd', ['--system', 'postgres'])
  spawnSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'])
}

const foldersAbove = (path: string): string[] =>
  dirname(path) === path ? [path] : [...foldersAbove(dirname(path)), dirname(path)]

/** The outermost folder on the way to the path that is closed to others. */
const closedFolder = (path: string): string | undefined => foldersAbove(path).find((folder) => !(statSync(folder).mode & 0o001))

/**
 * Root's home is closed to others, so a server below it could not even be started. It
 * gets the one capability that opens folders (and the bit that keeps access(2) from
 * taking it away again) while it still is not root.
 */
function throughClosedFolders({ uid, gid }: { uid: number; gid: number }): Account['command'] {
  const flags = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--securebits=+no_setuid_fixup']
  const capability = ['--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override']
  return (program, args) => ['setpriv', [...flags, ...capability, program, ...args]]
}

/** @throws where root has nobody to hand the server to, or that user cannot reach it. */
export function chooseAccount(program: string, dataDir: string): Account {
  if (process.getuid?.() !== 0) return itself
  const ids = idsOf('postgres') ?? (makeUser(), idsOf('postgres')) ?? idsOf('nobody')
  if (!ids) throw new Error('请用普通用户运行。 / PostgreSQL does not run as root: use an ordinary user.')

  const own = (path: string) => chownSync(path, ids.uid, ids.gid)
  const closed = closedFolder(program) ?? closedFolder(dataDir)
  if (!closed) return { ...itself, ids, own }

  const command = throughClosedFolders(ids)
  const [tried, args] = command(program, ['--version'])
  if (spawnSync(tried, args).status !== 0)
    throw new Error(
      `数据库的用户进不了 ${closed}：请把项目放到 /opt 之类的目录，或改用普通用户运行。 / The database user cannot enter ${closed}: move the project to a folder that others may enter, such as /opt, or run it as an ordinary user.`,
    )
  return { command, ids: {}, own }
}
