import { execFileSync } from 'node:child_process'
import { test } from '@playwright/test'

// Whatever the browsers did, the books of the shop must balance afterwards.
test('npm run verify is clean', () => {
  execFileSync('node', ['app/entry.verify.ts'], { env: { ...process.env, DATA_DIR: '.cache/e2e', LOG_LEVEL: 'error' } })
})
