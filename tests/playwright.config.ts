import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { findBrowser } from '#tests/setup/find-browser.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const port = Number(process.env.E2E_PORT ?? 43_100)
const executablePath = findBrowser()

/** The shop as a stranger starts it, on a fresh data directory; every test makes its own people. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: `${root}test-results`,
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: `${root}.cache/playwright.json` }]],
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 800 },
    // A record of every test costs a quarter of the time: ask for one with --trace on.
    trace: 'off',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
    },
  },
  projects: [
    { name: 'browser', testMatch: /\.spec\.ts$/, teardown: 'books' },
    { name: 'books', testMatch: /books\.teardown\.ts$/ },
  ],
  webServer: {
    command: 'node app/entry.launcher.ts --fresh',
    cwd: root,
    url: `http://localhost:${port}/readyz`,
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 60_000 },
    stdout: process.env.CI ? 'pipe' : 'ignore',
    stderr: 'pipe',
    env: {
      APP_MODE: 'demo',
      DATA_DIR: '.cache/e2e',
      PORT: String(port),
      RATE_LIMIT_SCALE: '1000',
      DEMO_TODAY: '2027-01-16',
      // The shop under test brings its own, whatever the shell has set.
      DATABASE_URL: '',
      STRIPE_SECRET_KEY: '',
      APP_ORIGIN: `http://localhost:${port}`,
    },
  },
})
