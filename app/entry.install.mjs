// Runs before every npm script, on whatever Node the machine has and without
// node_modules: installs what the lockfile asks for, then generates the database client.
// Nothing to do takes a few milliseconds, so nobody has to think about it.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (path) => root + path
const windows = process.platform === 'win32'
const LONGEST_TURN_MS = 900_000
const pinnedNode = at(windows ? 'node_modules/.bin/node.cmd' : 'node_modules/.bin/node')

function stop(...sentences) {
  for (const sentence of sentences) console.error(sentence)
  process.exit(1)
}

/** npm writes its own list of what it installed as the last act of an installation. */
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages
    const present = JSON.parse(readFileSync(at('node_modules/.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === '' || present[path]?.version === version || (optional && !present[path]),
    )
  } catch {
    return false
  }
}

function install() {
  console.log('正在安装依赖，约需一分钟…… / Installing packages, about a minute…')
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
  const [command, ...before] = npm
  const { status, signal, stderr } = spawnSync(
    command,
    [...before, 'ci', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=warn'],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], shell: windows && npm.length === 1 },
  )
  // A file that did not fit is a warning to npm, which then reports success.
  const half = /TAR_ENTRY_ERROR/.test(stderr ?? '')
  if (status === 0 && !half && isInstalled()) return
  rmSync(at('node_modules/.package-lock.json'), { force: true })
  stopIfFull(`${stderr} ${signal}`)
  // npm's own words name the registry and the machine's folders; its code says enough.
  const code = /code (\w+)|TAR_ENTRY_ERROR (\w+)/.exec(stderr ?? '')?.slice(1).find(Boolean) ?? `exit ${status ?? signal}`
  stop(
    `依赖没有装好（npm：${code}）。请检查网络后再试一次，细节见 npm 的日志。`,
    `The packages could not be installed (npm: ${code}). Check the network and try again; npm's log has the details.`,
  )
}

/** As app/infra/disk-full.server.ts says it, which needs Node 24 and what is installed here. */
function stopIfFull(words) {
  const { bavail, bsize } = statfsSync(root)
  if (bavail * bsize > 1_000_000 && !/ENOSPC|EDQUOT|EFBIG|SIGXFSZ|No space left on device/.test(words)) return
  stop(
    `磁盘已满，${root} 写不下了：请腾出空间，再用同样的命令启动。`,
    `The disk is full, nothing more fits into ${root}: make room and give the same command again.`,
  )
}

/**
 * One process at a time: of two that start in the same moment the second waits and finds
 * everything done.
 */
function takeTurns() {
  const turn = at('.cache/install.lock')
  mkdirSync(at('.cache'), { recursive: true })
  for (;;) {
    try {
      writeFileSync(turn, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') {
        stopIfFull(String(error))
        throw error
      }
      if (!isRunning(turn)) rmSync(turn, { force: true })
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
  }
  process.on('exit', () => rmSync(turn, { force: true }))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))
}

/**
 * Who holds the turn: a number that is not written yet counts as somebody, one that was
 * given again after a restart of the machine or container for a few minutes only.
 */
function isRunning(turn) {
  try {
    const pid = Number(readFileSync(turn, 'utf8'))
    if (pid === process.pid || Date.now() - statSync(turn).mtimeMs > LONGEST_TURN_MS) return false
    return pid === 0 || process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** The pinned Node, or the machine's own where no pinned build fits the platform. */
function findNode() {
  if (existsSync(pinnedNode)) return pinnedNode
  if (process.features.typescript) return process.execPath
  return stop(
    '这台机器没有合适的内置 Node，请先安装 Node 24（或 22.18 以上）。',
    'No bundled Node fits this machine: install Node 24 (or 22.18 and later) first.',
  )
}

/** Also read by prisma/generate.ts, which leaves the hash beside the client it made. */
export function schemaHash() {
  const hash = createHash('sha256')
  for (const path of ['prisma/schema.prisma', 'package-lock.json']) hash.update(readFileSync(at(path)))
  return hash.digest('hex')
}

function isGenerated() {
  try {
    return readFileSync(at('app/infra/generated/schema.sha256'), 'utf8') === schemaHash()
  } catch {
    return false
  }
}

function generate() {
  const { status, signal, stderr } = spawnSync(findNode(), [at('prisma/generate.ts')], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['inherit', 'inherit', 'pipe'],
    shell: windows,
  })
  if (status === 0) return
  stopIfFull(`${stderr} ${signal}`)
  console.error(stderr)
  process.exit(status ?? 1)
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  if (!isInstalled() || !isGenerated()) {
    takeTurns()
    if (!isInstalled()) install()
    if (!isGenerated()) generate()
  }
  findNode()
}
