// npm run properties: every property test at its full length, the files side by side.
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'

const files = globSync('app/**/*.test.ts').filter((file) => readFileSync(file, 'utf8').includes('#tests/setup/properties.ts'))
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', '--project', 'unit', ...files], {
  stdio: 'inherit',
  env: { ...process.env, FULL_PROPERTIES: '1' },
})
process.exit(status ?? 1)
