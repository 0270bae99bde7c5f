import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'nianhuo-log-'))
afterAll(() => rmSync(folder, { recursive: true }))
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

// A file of 8 kB is a full disk to the process that writes it.
test.runIf(process.platform === 'linux').each([
  ['the logger', `import { createLogger } from ${JSON.stringify(here('../logger.server.ts'))}
    const log = createLogger('info')
    for (let line = 0; line < 5_000; line++) log.info({ line }, 'request')`],
  ['plain output', `for (let line = 0; line < 5_000; line++) process.stdout.write('{"msg":"request"}\\n')`],
])('a process whose log is full goes on: %s', (_, script) => {
  const [program, log] = [join(folder, 'process.ts'), join(folder, 'process.log')]
  writeFileSync(program, `${script}\nsetImmediate(() => process.exit(7))`)
  const { status } = spawnSync('bash', ['-c', 'ulimit -f 8; exec "$0" --import "$1" "$2" >"$3" 2>&1', process.execPath, here('outlive-full-log.ts'), program, log])
  expect(status).toBe(7)
  expect(readFileSync(log)).toHaveLength(8 * 1024)
})
