import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

export type ServerPrograms = { initdb: string; postgres: string; libraries: string[] }

const INSTALLED = '/usr/lib/postgresql/15/bin'
const UNPACKED = resolve('.cache/postgres15')
// Loaded for compiling queries only, which the server is told not to do.
const NOT_NEEDED = /^libllvm/

/**
 * The server programs of PostgreSQL 15: those of the folder POSTGRES_BIN, of the machine,
 * or Debian's packages unpacked into .cache. Nothing is installed, so no service begins.
 * @throws with the one line that says what to install.
 */
export function findPostgres15(): ServerPrograms {
  const given = process.env.POSTGRES_BIN
  if (given) return programsIn(given)
  if (existsSync(join(INSTALLED, 'postgres'))) return programsIn(INSTALLED)
  if (!existsSync(UNPACKED) && !unpackDebian())
    throw new Error('No server programs of PostgreSQL 15: install them (Debian 12: apt-get install postgresql-15) or name their folder with POSTGRES_BIN')
  return programsIn(join(UNPACKED, INSTALLED), globSync(`${UNPACKED}/{usr/,}lib/*-linux-gnu`))
}

const programsIn = (folder: string, libraries: string[] = []): ServerPrograms => ({
  initdb: join(folder, 'initdb'),
  postgres: join(folder, 'postgres'),
  libraries,
})

/** Only root may refresh the lists of packages; downloading from them is anybody's. */
function unpackDebian(): boolean {
  if (run('apt-get', ['--version']) === null) return false
  if (process.getuid?.() === 0) run('apt-get', ['-qq', 'update'])
  // Its steps name what the server needs and this machine has not.
  const steps = run('apt-get', ['--simulate', 'install', '--no-install-recommends', 'postgresql-15'])
  const missing = [...(steps ?? '').matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name)
  const needed = missing.filter((name) => name === 'postgresql-15' || (name.startsWith('lib') && !NOT_NEEDED.test(name)))
  if (!needed.includes('postgresql-15')) return false

  console.log('No PostgreSQL 15 found: unpacking the packages of Debian into .cache…')
  const half = `${UNPACKED}.new`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true })
  if (run('apt-get', ['-qq', 'download', ...needed], half) === null) return false
  for (const archive of globSync('*.deb', { cwd: half })) {
    if (run('dpkg-deb', ['--extract', archive, '.'], half) === null) return false
    rmSync(join(half, archive))
  }
  renameSync(half, UNPACKED)
  return true
}

/** What the program printed, or null where it is not there or failed. */
function run(program: string, args: string[], cwd?: string): string | null {
  const { status, stdout } = spawnSync(program, args, { cwd, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })
  return status === 0 ? stdout : null
}
