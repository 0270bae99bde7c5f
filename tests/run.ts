// npm test and npm run check: every runner, and one closing line that adds them all up.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { addUp, playwrightCounts, vitestCounts } from '#tests/setup/counts.ts'
import type { Counts } from '#tests/setup/counts.ts'
import { choosePort } from '#app/infra/ports.server.ts'
import { ensureBrowser } from '#tests/setup/find-browser.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const withBrowser = !process.argv.includes('--no-browser')

type Outcome = { code: number | null; output: string }

function run(args: string[], { live, env = {} }: { live: boolean; env?: Record<string, string> }): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', (error) => resolve({ code: null, output: error.message }))
    child.once('close', (code) => resolve({ code, output }))
  })
}

const bin = (name: string) => `node_modules/${name}`

/** Types and lint count as one test each. */
async function check(name: string, args: string[]): Promise<Counts> {
  const { code, output } = await run(args, { live: false })
  console.log(code === 0 ? `✓ ${name}` : `✗ ${name}\n${output}`)
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
}

async function types(): Promise<Counts> {
  return check('types', [bin('typescript/bin/tsc'), '--noEmit'])
}

async function lint(): Promise<Counts> {
  return check('lint', [bin('eslint/bin/eslint.js'), '--config', 'tests/eslint.config.js', '--max-warnings', '0', '.'])
}

async function unitAndIntegration(): Promise<Counts> {
  const report = '.cache/vitest.json'
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await run([bin('vitest/vitest.mjs'), 'run', '--config', 'tests/vitest.config.ts', ...reporters], {
    live: true,
    // It would colour a log file in CI.
    env: process.stdout.isTTY ? {} : { NO_COLOR: '1' },
  })
  return vitestCounts(read(report), code)
}

async function browser(): Promise<Counts> {
  let path: string
  try {
    path = ensureBrowser()
  } catch (error) {
    console.log(`✗ ${(error as Error).message}`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const port = await choosePort({ port: 43_100, explicit: false, host: '127.0.0.1' })
  const { code } = await run([bin('@playwright/test/cli.js'), 'test', '--config', 'tests/playwright.config.ts'], {
    live: true,
    env: { CHROMIUM_PATH: path, E2E_PORT: String(port) },
  })
  return playwrightCounts(read('.cache/playwright.json'), code)
}

function read(path: string): unknown {
  try {
    return JSON.parse(readFileSync(root + path, 'utf8'))
  } catch {
    return null
  }
}

mkdirSync(`${root}.cache`, { recursive: true })
for (const report of ['vitest', 'playwright']) rmSync(`${root}.cache/${report}.json`, { force: true })

// The integration tests mostly wait for the database, so the compiler may have the other
// core; the browser gets the machine to itself, because it waits for nobody.
const [first, second] = await Promise.all([
  unitAndIntegration(),
  types().then(async (counts) => addUp([counts, await lint()])),
])
const total = addUp([first, second, ...(withBrowser ? [await browser()] : [])])

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exit(total.failed > 0 ? 1 : 0)
