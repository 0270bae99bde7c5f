import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

// Without a window it takes half the time.
const WINDOWLESS = ['chromium-headless-shell', 'chrome-headless-shell']
const NAMES = [...WINDOWLESS, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
]

/** An installed Chromium, best one without a window, else the one that Playwright has downloaded. */
export function findBrowser(): string | null {
  const dirs = (process.env.PATH ?? '').split(delimiter)
  const installed = NAMES.flatMap((name) => dirs.map((dir) => join(dir, name)))
  return [process.env.CHROMIUM_PATH ?? '', ...installed, ...ELSEWHERE, chromium.executablePath()].find(existsSync) ?? null
}

/**
 * Finds a browser or, as root on Debian, installs one with a Chinese font.
 * @throws with the one line that says what to install.
 */
export function ensureBrowser(): string {
  const found = findBrowser()
  if (found && (found === process.env.CHROMIUM_PATH || WINDOWLESS.includes(basename(found)))) return found
  const better = (installDebian() ? findBrowser() : null) ?? found
  if (better) return better
  throw new Error('No browser for the tests: install Chromium (Debian: apt-get install chromium-headless-shell fonts-noto-cjk; elsewhere: npx playwright install chromium)')
}

function installDebian(): boolean {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false
  console.log('Installing Debian\'s Chromium without a window…')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) => spawnSync('apt-get', ['-qq', ...args], { env, stdio: 'ignore' }).status === 0
  apt('update')
  return apt('install', '-y', '--no-install-recommends', 'chromium-headless-shell', 'fonts-noto-cjk')
}
