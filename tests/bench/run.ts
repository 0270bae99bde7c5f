// npm run bench (-- start | browser | pages | checkouts | promotions | pricing | search for one part): the shop beside its floors, in one run, as ratios. Starts an own embedded
// database, sandbox, worker and two web processes (page cache on and off) on a fresh demo.
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { productionInstallMb } from '#tests/bench/install-size.ts'
import { benchPricing, pricingLine } from '#tests/bench/pricing.ts'
import { memoryMb, run } from '#tests/bench/processes.ts'
import { growthOfSearch, searchLines } from '#tests/bench/search.ts'

const part = process.argv[2] ?? 'all'
const wants = (name: string) => part === 'all' || part === name

// Pricing is a pure function: alone it needs no shop.
const pricing = wants('pricing') ? benchPricing() : null
if (pricing) console.log(pricingLine(pricing))
if (part === 'pricing') {
  mkdirSync('.cache', { recursive: true })
  writeFileSync('.cache/bench.json', `${JSON.stringify({ at: new Date().toISOString(), node: process.version, pricing }, null, 2)}\n`)
  process.exit(0)
}

// So is the search: it brings a database of its own with catalogues of three sizes.
const search = wants('search') ? growthOfSearch() : null
if (search) console.log(searchLines(search))
if (part === 'search') {
  mkdirSync('.cache', { recursive: true })
  writeFileSync('.cache/bench.json', `${JSON.stringify({ at: new Date().toISOString(), node: process.version, search }, null, 2)}\n`)
  process.exit(0)
}

const DATA_DIR = '.cache/bench/data'
const PORT = 43_300
const SANDBOX_PORT = 43_310
const shop = `http://localhost:${PORT}`

Object.assign(process.env, { APP_MODE: 'demo', DATA_DIR, PORT: String(PORT), SANDBOX_PORT: String(SANDBOX_PORT), DATABASE_PORT: '43320', RATE_LIMIT_SCALE: '100000', LOG_LEVEL: 'error', NODE_ENV: 'production', DATABASE_POOL: '16' })
rmSync('.cache/bench', { recursive: true, force: true })
mkdirSync(DATA_DIR, { recursive: true })

console.log('starting a fresh shop …')
const launcher = spawn(process.execPath, ['app/entry.launcher.ts', '--fresh'], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, LOG_LEVEL: 'info' } })
for (;;) {
  if (await fetch(`${shop}/readyz`).then(({ ok }) => ok, () => false)) break
  if (launcher.exitCode !== null) throw new Error('The shop did not open')
  await new Promise((resolve) => setTimeout(resolve, 100))
}
// This process is beside the shop, not a second one.
delete process.env.PORT
delete process.env.SANDBOX_PORT
process.once('exit', () => launcher.kill('SIGTERM'))
const { enterShop } = await import('#app/infra/launch/enter-shop.server.ts')
const leave = await enterShop()
process.env.STRIPE_API_BASE = `http://127.0.0.1:${SANDBOX_PORT}`
const { pool } = await import('#app/infra/db.server.ts')
const { benchPages } = await import('#tests/bench/pages.ts')
const { benchBrowser, browserLine } = await import('#tests/bench/browser.ts')
const { benchCheckouts, benchPromotionCost } = await import('#tests/bench/checkouts.ts')

const starts: number[] = []
let idleMb: number | null = null
// As the launcher and the README start it; the first of the rounds fills the folder.
const webEnv = { NODE_COMPILE_CACHE: `${DATA_DIR}/compiled`, PORT: String(PORT + 1), APP_ORIGIN: shop, PROCESS_NAME: 'web', PAGE_CACHE: 'off', LOG_LEVEL: 'info' }
for (let round = 0; round < 3; round += 1) {
  const web = await run('app/entry.web.ts', webEnv, `http://127.0.0.1:${PORT + 1}/readyz`)
  starts.push(web.startedMs)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  idleMb = memoryMb(web.child.pid, 'VmRSS')
  await web.stop()
}
const uncached = await run('app/entry.web.ts', webEnv, `http://127.0.0.1:${PORT + 1}/readyz`)
if (wants('browser')) console.log('pages on an old phone …')
const phone = wants('browser') ? await benchBrowser(shop) : {}
if (wants('pages')) console.log('pages …')
const pages = !wants('pages') ? {} : await benchPages(shop, `http://127.0.0.1:${PORT + 1}`, { memory: PORT + 2, remix: PORT + 3 })
const peakMb = memoryMb(uncached.child.pid, 'VmHWM')
await uncached.stop()
if (wants('checkouts')) console.log('checkouts …')
const checkouts = !wants('checkouts') ? null : await benchCheckouts(shop, { '1': 60, '16': 480, '64': 640 })
if (wants('promotions')) console.log('checkouts with and without promotions …')
const promotionCost = !wants('promotions') ? null : await benchPromotionCost(shop, 240)
const installMb = productionInstallMb()

const result = {
  at: new Date().toISOString(),
  node: process.version,
  coldStartMs: [...starts].sort((a, b) => a - b)[1],
  idleMb,
  peakMb,
  installMb,
  phone,
  pages,
  checkouts,
  pricing,
  search,
}
writeFileSync('.cache/bench.json', `${JSON.stringify(result, null, 2)}\n`)
const two = (value: number) => value.toFixed(2)
for (const [name, figures] of Object.entries(phone)) console.log(browserLine(name, figures))
for (const [name, figures] of Object.entries(pages))
  console.log(`${name.padEnd(9)} cached ${two(figures.cachedRatio)} of memory (${Math.round(figures.cached)}/s) · 304 ${two(figures.notModifiedRatio)} (${Math.round(figures.notModified)}/s) · drawn ${two(figures.drawnRatio)} of Remix (${Math.round(figures.drawn)}/s) · failed ${figures.failed}`)
if (checkouts) console.log(`checkouts ${two(checkouts.perSecond['1'])}/s at 1, ${two(checkouts.perSecond['16'])}/s at 16, ${two(checkouts.perSecond['64'])}/s at 64 · floor ${Math.round(checkouts.statementFloor)}/s · ratio at 16 ${checkouts.ratioAt16.toFixed(4)} · 64 keeps ${two(checkouts.keptAt64)} · failed ${checkouts.failed}`)
if (promotionCost) console.log(`promotions ${two(promotionCost.medianRatio)} of the rate without (${promotionCost.withPerSecond.map(two).join(', ')} beside ${promotionCost.withoutPerSecond.map(two).join(', ')}) · failed ${promotionCost.failed}`)
console.log(`cold start ${Math.round(result.coldStartMs ?? 0)} ms · idle ${idleMb ?? '?'} MB · peak ${peakMb ?? '?'} MB · production packages ${installMb} MB`)
await pool.end()
launcher.kill('SIGTERM')
await new Promise((resolve) => launcher.once('exit', resolve))
await leave()
