import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { singleton } from '#app/infra/singleton.server.ts'

// A machine's own fonts say nothing: every picture is set in this one. Noto Sans SC Medium,
// the characters of GB 2312, under the SIL Open Font License beside it.
const FONT = join(process.cwd(), 'app/infra/pictures/NotoSansSC-Medium-GB2312.ttf')

const KEPT = 64
/** A picture takes a tenth of a second and more; whoever asks for many at once waits or is refused. */
const WAITING = 16

const state = singleton<{ kept: Map<string, Promise<Buffer>>; queue: Promise<unknown>; waiting: number }>('pictures', () => ({ kept: new Map(), queue: Promise.resolve(), waiting: 0 }))

/**
 * Draws an SVG of ours as PNG, one at a time and beside the requests. The same words and
 * figures are drawn once, so a new price is a new picture at once.
 * @returns null while too many are waiting
 */
export async function drawPicture(svg: string): Promise<Buffer | null> {
  const key = createHash('sha256').update(svg).digest('base64url')
  const known = state.kept.get(key)
  if (known) {
    state.kept.delete(key)
    state.kept.set(key, known)
    return known
  }
  if (state.waiting >= WAITING) return null
  state.waiting += 1
  const drawn = state.queue.then(() => render(svg)).finally(() => (state.waiting -= 1))
  state.queue = drawn.catch(() => undefined)
  state.kept.set(key, drawn)
  drawn.catch(() => state.kept.delete(key))
  for (const oldest of state.kept.keys()) {
    if (state.kept.size <= KEPT) break
    state.kept.delete(oldest)
  }
  return drawn
}

async function render(svg: string): Promise<Buffer> {
  // Read when the first picture is wanted, not when the shop opens.
  const { renderAsync } = await import('@resvg/resvg-js')
  const picture = await renderAsync(svg, { font: { loadSystemFonts: false, fontFiles: [FONT], defaultFontFamily: 'Noto Sans SC' } })
  return Buffer.from(picture.asPng())
}
