import { describe, expect, test } from 'vitest'
import { PageStore } from '#app/http/page-cache/page-store.server.ts'
import type { KeptPage } from '#app/http/page-cache/page-store.server.ts'

const page = (text: string, staleAt = 1_000): KeptPage => ({
  etag: text,
  staleAt,
  headers: {},
  variants: { identity: Buffer.from(text), gzip: Buffer.alloc(0), br: Buffer.alloc(0) },
})

/** A store whose drawing ends when the test says so. */
function store(limit = 1_000) {
  const waiting: { key: string; end: (page: KeptPage | null) => void; fail: (error: Error) => void }[] = []
  const made = new PageStore((key) => new Promise((end, fail) => waiting.push({ key, end, fail })), limit)
  made.setUp(true)
  return { pages: made, waiting }
}

describe('pages in memory', () => {
  test('are drawn once for everybody who asks meanwhile', async () => {
    const { pages, waiting } = store()
    const asked = [pages.draw('/'), pages.draw('/'), pages.draw('/')]
    expect(waiting).toHaveLength(1)
    waiting[0]!.end(page('a'))
    expect((await Promise.all(asked)).map((kept) => kept?.etag)).toEqual(['a', 'a', 'a'])
    expect(pages.find('/', 0)?.etag).toBe('a')
    expect(pages.counts).toMatchObject({ hits: 1, drawn: 1 })
  })

  test('end at their boundary, not a millisecond later', async () => {
    const { pages, waiting } = store()
    const asked = pages.draw('/')
    waiting[0]!.end(page('a', 500))
    await asked
    expect(pages.find('/', 499)?.etag).toBe('a')
    expect(pages.find('/', 500)).toBeUndefined()
    expect(pages.bytes).toBe(0)
  })

  test('a change while a page is drawn: it is not kept, and who comes later starts anew', async () => {
    const { pages, waiting } = store()
    const before = pages.draw('/')
    pages.clear()
    const after = pages.draw('/')
    expect(waiting).toHaveLength(2)
    waiting[0]!.end(page('old'))
    await before
    expect(pages.find('/', 0)).toBeUndefined()
    waiting[1]!.end(page('new'))
    await after
    expect(pages.find('/', 0)?.etag).toBe('new')
  })

  test('nothing is kept while changes are not heard', async () => {
    const { pages, waiting } = store()
    const asked = pages.draw('/')
    waiting[0]!.end(page('a'))
    await asked
    pages.setUp(false)
    expect(pages.find('/', 0)).toBeUndefined()
    const again = pages.draw('/')
    waiting[1]!.end(page('b'))
    await again
    expect(pages.find('/', 0)).toBeUndefined()
  })

  test('what cannot be kept or fails is tried again next time', async () => {
    const { pages, waiting } = store()
    const nothing = pages.draw('/gone')
    waiting[0]!.end(null)
    expect(await nothing).toBe(null)
    const failing = pages.draw('/gone')
    waiting[1]!.fail(new Error('down'))
    await expect(failing).rejects.toThrow('down')
    void pages.draw('/gone')
    expect(waiting).toHaveLength(3)
  })

  test('stay within their bytes; the one longest unused goes', async () => {
    const { pages, waiting } = store(10)
    for (const [place, key] of ['/a', '/b'].entries()) {
      const asked = pages.draw(key)
      waiting[place]!.end(page('12345'))
      await asked
    }
    pages.find('/a', 0)
    const asked = pages.draw('/c')
    waiting[2]!.end(page('12345'))
    await asked
    expect([pages.find('/a', 0), pages.find('/b', 0), pages.find('/c', 0)].map(Boolean)).toEqual([true, false, true])
    expect(pages.bytes).toBe(10)
  })
})

test('pages of which there is no end push out each other, not the others', async () => {
  const page = (): KeptPage => ({ etag: '', staleAt: Infinity, headers: {}, variants: { identity: Buffer.alloc(10), gzip: Buffer.alloc(0), br: Buffer.alloc(0) } })
  const store = new PageStore(() => Promise.resolve(page()), 50, { has: (key) => key.startsWith('?'), limitBytes: 20 })
  store.setUp(true)
  for (const key of ['a', 'b', 'c', ...Array.from({ length: 100 }, (_, n) => `?${n}`)]) await store.draw(key)
  expect(['a', 'b', 'c', '?97', '?98', '?99'].map((key) => store.find(key, 0) !== undefined)).toEqual([true, true, true, false, true, true])
  expect(store.bytes).toBe(50)
  store.clear()
  expect([store.bytes, store.find('a', 0), store.find('?99', 0)]).toEqual([0, undefined, undefined])
})
