// Runs before every npm script, on whatever Node the machine has and without
// node_modules: installs what the lockfile asks for, then generates the database client.
// Nothing to do takes a few milliseconds, so nobody has to think about it.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (path) => root + path
const windows = process.platform === 'win32'
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
  const { status, stderr } = spawnSync(
    command,
    [...before, 'ci', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=error'],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], shell: windows && npm.length === 1 },
  )
  if (status === 0) return
  // npm's own words name the registry and the machine's folders; its code says enough.
  const code = /code (\w+)/.exec(stderr ?? '')?.[1] ?? `exit ${status}`
  stop(
    `依赖没有装好（npm：${code}）。请检查网络后再试一次，细节见 npm 的日志。`,
    `The packages could not be installed (npm: ${code}). Check the network and try again; npm's log has the details.`,
  )
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

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  if (!isInstalled()) install()
  const node = findNode()
  if (!isGenerated()) {
    const { status } = spawnSync(node, [at('prisma/generate.ts')], { cwd: root, stdio: 'inherit', shell: windows })
    if (status !== 0) process.exit(status ?? 1)
  }
}
