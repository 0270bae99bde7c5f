/** A finished public page: the same bytes for everybody until `staleAt`. */
export type KeptPage = {
  etag: string
  /** Real time in milliseconds. */
  staleAt: number
  /** Headers that every answer of this page carries. */
  headers: Readonly<Record<string, string>>
  variants: { identity: Buffer; gzip: Buffer; br: Buffer }
}

/** A page, or null where there is none to keep (an error, a missing thing). */
export type DrawPage = (key: string) => Promise<KeptPage | null>

const sizeOf = ({ variants }: KeptPage): number => variants.identity.length + variants.gzip.length + variants.br.length

/** Pages bounded in bytes, the one longest unused going first. */
class Shelf {
  readonly #limit: number
  readonly #kept = new Map<string, KeptPage>()
  bytes = 0

  constructor(limitBytes: number) {
    this.#limit = limitBytes
  }

  find(key: string, now: number): KeptPage | undefined {
    const page = this.#kept.get(key)
    if (!page) return undefined
    if (page.staleAt <= now) {
      this.#forget(key, page)
      return undefined
    }
    // Moves it to the young end.
    this.#kept.delete(key)
    this.#kept.set(key, page)
    return page
  }

  keep(key: string, page: KeptPage): void {
    const before = this.#kept.get(key)
    if (before) this.#forget(key, before)
    this.#kept.set(key, page)
    this.bytes += sizeOf(page)
    for (const [oldest, old] of this.#kept) {
      if (this.bytes <= this.#limit) break
      this.#forget(oldest, old)
    }
  }

  clear(): void {
    this.#kept.clear()
    this.bytes = 0
  }

  #forget(key: string, page: KeptPage): void {
    this.#kept.delete(key)
    this.bytes -= sizeOf(page)
  }
}

/** Addresses of which there is no end (searches, filters), and the bytes they may have among themselves. */
export type Endless = { has: (key: string) => boolean; limitBytes: number }

/**
 * Pages in memory. A page is drawn once however many ask for it at the same time. `clear`
 * forgets all, also what is being drawn at that moment: it is answered to those who wait and
 * not kept. Ever new searches push out each other, not the pages that everybody asks for.
 */
export class PageStore {
  readonly #draw: DrawPage
  readonly #pages: Shelf
  readonly #asked: Shelf
  readonly #isEndless: (key: string) => boolean
  readonly #drawing = new Map<string, Promise<KeptPage | null>>()
  #generation = 0
  #up = false
  readonly counts = { hits: 0, drawn: 0, cleared: 0, bypassed: 0 }

  constructor(draw: DrawPage, limitBytes: number, endless: Endless = { has: () => false, limitBytes: 0 }) {
    this.#draw = draw
    this.#pages = new Shelf(limitBytes - endless.limitBytes)
    this.#asked = new Shelf(endless.limitBytes)
    this.#isEndless = endless.has
  }

  /** Whether changes are being heard; while not, nothing is served from here. */
  setUp(up: boolean): void {
    this.#up = up
    if (!up) this.clear()
  }

  get isUp(): boolean {
    return this.#up
  }

  get bytes(): number {
    return this.#pages.bytes + this.#asked.bytes
  }

  /** A fresh page that is there, else undefined. */
  find(key: string, now: number): KeptPage | undefined {
    const page = this.#shelfOf(key).find(key, now)
    if (page) this.counts.hits += 1
    return page
  }

  /** Draws a page, or waits for the one who is drawing it. */
  draw(key: string): Promise<KeptPage | null> {
    const waiting = this.#drawing.get(key)
    if (waiting) return waiting
    const generation = this.#generation
    this.counts.drawn += 1
    const drawing = this.#draw(key)
      .then((page) => {
        if (page && generation === this.#generation && this.#up) this.#shelfOf(key).keep(key, page)
        return page
      })
      .finally(() => {
        if (this.#drawing.get(key) === drawing) this.#drawing.delete(key)
      })
    this.#drawing.set(key, drawing)
    return drawing
  }

  clear(): void {
    this.#generation += 1
    this.#pages.clear()
    this.#asked.clear()
    // Who comes after the change must not join one who began before it.
    this.#drawing.clear()
    this.counts.cleared += 1
  }

  #shelfOf(key: string): Shelf {
    return this.#isEndless(key) ? this.#asked : this.#pages
  }
}
