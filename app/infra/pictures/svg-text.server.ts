import { singleton } from '#app/infra/singleton.server.ts'

// The font that pictures are set in holds GB 2312; a character it lacks is shown as the
// printer's mark for a missing one, never dropped.
const GETA = '〓'

const drawable = (): Set<string> =>
  singleton('picture-characters', () => {
    const decoder = new TextDecoder('gb18030')
    const found = new Set('¥·×–—…℃²³')
    for (let code = 0x20; code < 0x7f; code += 1) found.add(String.fromCharCode(code))
    for (let row = 0xa1; row <= 0xf7; row += 1) {
      if (row > 0xa9 && row < 0xb0) continue
      for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
        const character = decoder.decode(new Uint8Array([row, cell]))
        if (/^[^\ue000-\uf8ff\ufffd]$/.test(character)) found.add(character)
      }
    }
    return found
  })

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Text of a person inside an SVG. */
export function svgText(text: string): string {
  const known = drawable()
  return [...text.normalize('NFC')].map((character) => (known.has(character) ? (escapes[character] ?? character) : GETA)).join('')
}

type TextStyle = { x: number; y: number; size: number; fill: string; anchor?: 'start' | 'middle' | 'end'; bold?: boolean }

/** One line of text; there is one weight of the font, a stroke of its own colour makes it bold. */
export function textLine(text: string, { x, y, size, fill, anchor = 'start', bold = false }: TextStyle): string {
  const stroke = bold ? ` stroke="${fill}" stroke-width="${(size / 32).toFixed(2)}"` : ''
  return `<text x="${x}" y="${y}" font-family="Noto Sans SC" font-size="${size}" fill="${fill}" text-anchor="${anchor}"${stroke}>${svgText(text)}</text>`
}
