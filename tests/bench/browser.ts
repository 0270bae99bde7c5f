import type { Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { pages as addresses } from '#tests/bench/pages.ts'
import { median } from '#tests/bench/load.ts'
import { ensureBrowser } from '#tests/setup/find-browser.ts'

/**
 * Milliseconds; what a page weighs on the wire in kB, pictures of goods apart in `pictureKb`. The
 * longest task is `firstTaskMs` in a process that has drawn nothing yet and reads the system's
 * fonts, `longestTaskMs` in one that has shown another page before.
 */
export type BrowserFigures = Record<string, { lcpMs: number; cls: number; inpMs: number; firstTaskMs: number; longestTaskMs: number; pageKb: number; pictureKb: number }>

type Seen = { lcp: number; cls: number; event: number; task: number }

// What the browser itself takes on this machine: a page with a word and a field.
const FLOOR = '/floor'
const floorPage = '<!doctype html><html lang="zh-CN"><meta name="viewport" content="width=device-width"><title>空</title><h1>年货</h1><label>搜索商品 <input type="search"></label></html>'

const BEFORE = '/rules'
const LOADS = 5
const PROCESSOR_SLOWER = 4
const BYTES_PER_SECOND = 1_600_000 / 8
const LATENCY_MS = 150

/** Old phone, poor network: each page opened anew with an empty cache, used, left, and opened again; medians, the worst of layout shift and tasks. */
export async function benchBrowser(shop: string): Promise<BrowserFigures> {
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
  const figures: BrowserFigures = {}
  for (const [name, path] of Object.entries({ floor: FLOOR, home: addresses.home, category: addresses.category, product: addresses.product, cart: '/cart' })) {
    const loads: (Seen & { firstTask: number; pageKb: number; pictureKb: number })[] = []
    for (let load = 0; load < LOADS; load += 1) {
      const context = await browser.newContext({ baseURL: shop, locale: 'zh-CN', viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true })
      const page = await context.newPage()
      if (name === 'cart') {
        await page.goto(addresses.product)
        await page.getByRole('button', { name: '加入购物车' }).click()
      }
      if (path === FLOOR) await page.route(`**${FLOOR}`, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: floorPage }))
      await page.addInitScript(observe)
      const weight = await slowDown(page)
      await page.goto(path, { waitUntil: 'load' })
      await page.waitForTimeout(500)
      await use(page)
      const { task: firstTask, ...seen } = await seenOf(page)
      const weighs = weight()
      await page.goto(BEFORE)
      await page.goto(path, { waitUntil: 'load' })
      await page.waitForTimeout(500)
      await use(page)
      loads.push({ ...seen, firstTask, task: (await seenOf(page)).task, ...weighs })
      await context.close()
    }
    const of = (figure: keyof (typeof loads)[number]) => loads.map((load) => load[figure])
    figures[name] = {
      lcpMs: Math.round(median(of('lcp'))),
      cls: Math.max(...of('cls')),
      inpMs: Math.round(median(of('event'))),
      firstTaskMs: Math.round(median(of('firstTask'))),
      longestTaskMs: Math.round(median(of('task'))),
      pageKb: Math.round(median(of('pageKb'))),
      pictureKb: Math.round(median(of('pictureKb'))),
    }
  }
  await browser.close()
  return figures
}

export function browserLine(name: string, { lcpMs, cls, inpMs, firstTaskMs, longestTaskMs, pageKb, pictureKb }: BrowserFigures[string]): string {
  return `${name.padEnd(9)} LCP ${lcpMs} ms · CLS ${cls.toFixed(3)} · INP ${inpMs} ms · longest task ${longestTaskMs} ms (the first of a process ${firstTaskMs} ms) · ${pageKb} kB, and ${pictureKb} kB of pictures`
}

/** In the page, before anything of it: what the browser reports of paints, shifts, inputs and long tasks. */
function observe(): void {
  const seen: Seen = { lcp: 0, cls: 0, event: 0, task: 0 }
  ;(globalThis as unknown as { seen: Seen }).seen = seen
  const watch = (type: string, take: (entry: PerformanceEntry & { value?: number; hadRecentInput?: boolean; interactionId?: number }) => void) => {
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
  }
  watch('largest-contentful-paint', (entry) => (seen.lcp = entry.startTime))
  watch('layout-shift', (entry) => (seen.cls += entry.hadRecentInput ? 0 : (entry.value ?? 0)))
  watch('event', (entry) => (seen.event = entry.interactionId ? Math.max(seen.event, entry.duration) : seen.event))
  watch('longtask', (entry) => (seen.task = Math.max(seen.task, entry.duration)))
}

const seenOf = (page: Page) => page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)

async function slowDown(page: Page): Promise<() => { pageKb: number; pictureKb: number }> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: LATENCY_MS, downloadThroughput: BYTES_PER_SECOND, uploadThroughput: BYTES_PER_SECOND })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: PROCESSOR_SLOWER })
  const photographs = new Set<string>()
  let markup = 0
  let pictures = 0
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    if (/^image\/(?:avif|webp|jpeg|png)/.test(response.mimeType)) photographs.add(requestId)
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (photographs.has(requestId)) pictures += encodedDataLength
    else markup += encodedDataLength
  })
  return () => ({ pageKb: markup / 1000, pictureKb: pictures / 1000 })
}

/** A finger and a keyboard: what a person does without leaving the page. */
async function use(page: Page): Promise<void> {
  const search = page.getByLabel('搜索商品', { exact: true })
  await search.tap()
  await search.pressSequentially('红枣', { delay: 80 })
  await page.keyboard.press('Tab')
  await page.mouse.wheel(0, 600)
  await page.waitForTimeout(400)
}
