import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { orDiskFull } from '#app/infra/disk-full.server.ts'
import { alone } from '#app/infra/launch/alone.server.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = `${root}build`
const stamp = `${folder}/sources.sha256`

const SOURCES = ['app/**/*.{ts,tsx,js,css,mjs,svg,json}', 'public/**/*.*', 'remix.config.js', 'package-lock.json', 'tsconfig.json']
const NOT_BUILT = /\.test\.tsx?$|^app[\\/]infra[\\/]generated[\\/]/

/** Hash of everything that the production build is made of. */
export function sourcesHash(): string {
  const hash = createHash('sha256')
  for (const path of globSync(SOURCES, { cwd: root }).sort())
    if (!NOT_BUILT.test(path)) hash.update(path).update(readFileSync(root + path))
  return hash.digest('hex')
}

/** Builds for production unless the last build was made of these very sources. */
export async function buildOnce(signal: AbortSignal): Promise<'built' | 'fresh'> {
  if (isBuiltFrom(sourcesHash())) return 'fresh'
  // Two shops of one checkout share the build.
  return alone(`${root}.cache/build.lock`, () => build(signal), signal)
}

function isBuiltFrom(wanted: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
}

async function build(signal: AbortSignal): Promise<'built' | 'fresh'> {
  const wanted = sourcesHash()
  if (isBuiltFrom(wanted)) return 'fresh'
  rmSync(stamp, { force: true })
  const child = spawn(
    process.execPath,
    [`${root}node_modules/@remix-run/dev/dist/cli.js`, 'vite:build', '--config', 'remix.config.js'],
    { cwd: root, env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'pipe'], signal },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw orDiskFull(new Error(`页面构建失败：\n${output}`), [folder])
  writeFileSync(stamp, wanted)
  return 'built'
}
