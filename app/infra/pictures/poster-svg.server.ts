import { encode } from 'uqr'
import { formatYuan, pricePer500g } from '#app/domain/money.ts'
import type { PosterFacts } from '#app/domain/sharing/poster.ts'
import { POSTER } from '#app/domain/sharing/poster.ts'
import { setLines, widthInEm } from '#app/domain/sharing/set-text.ts'
import { artData, colours, motifData, washOf } from '#app/infra/pictures/art-files.server.ts'
import { textLine } from '#app/infra/pictures/svg-text.server.ts'

const { width, height, qr: QR } = POSTER
const LEFT = 72
const RIGHT = width - LEFT
const PLATE = { top: 150, height: 800 }

/** A product on a sheet of 1080 × 1920, to be kept on a phone and passed on. */
export function posterSvg(facts: PosterFacts): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${colours.snow}"/>`,
    head(),
    `<rect y="${PLATE.top}" width="${width}" height="${PLATE.height}" fill="${washOf(facts.motif)}"/>`,
    `<image href="${motifData(facts.motif)}" x="${(width - 640) / 2}" y="${PLATE.top + (PLATE.height - 640) / 2}" width="640" height="640"/>`,
    goods(facts),
    foot(facts),
    '</svg>',
  ].join('')
}

function head(): string {
  return [
    `<rect width="${width}" height="${PLATE.top}" fill="${colours.cinnabarDeep}"/>`,
    `<rect x="${LEFT - 6}" y="31" width="88" height="88" rx="16" fill="${colours.snow}"/>`,
    `<image href="${artData('seal')}" x="${LEFT - 2}" y="35" width="80" height="80"/>`,
    textLine('塔里木河年货节', { x: LEFT + 108, y: 92, size: 52, fill: '#ffffff', bold: true }),
    textLine('第一师阿拉尔市', { x: RIGHT, y: 90, size: 32, fill: colours.poplar, anchor: 'end' }),
  ].join('')
}

function goods(facts: PosterFacts): string {
  const title = setLines(facts.title, { em: 14, most: 2 })
  const parts: string[] = []
  let y = PLATE.top + PLATE.height + 92
  for (const line of title) {
    parts.push(textLine(line, { x: LEFT, y, size: 64, fill: colours.ink, bold: true }))
    y += 78
  }
  for (const line of setLines([facts.subtitle, facts.grade, facts.spec].filter(Boolean).join(' · '), { em: 26, most: 1 })) parts.push(textLine(line, { x: LEFT, y, size: 36, fill: colours.ink2 }))
  y += 56
  for (const line of setLines(`产地 ${facts.place}`, { em: 26, most: 1 })) parts.push(textLine(line, { x: LEFT, y, size: 36, fill: colours.ink2 }))
  return parts.join('') + price(facts, y + 148)
}

function price({ priceFen, netGrams, struck, promotions }: PosterFacts, y: number): string {
  const yuan = formatYuan(priceFen)
  const after = LEFT + 62 + widthInEm(yuan) * 128 + 28
  const parts = [
    textLine('¥', { x: LEFT, y, size: 72, fill: colours.cinnabar, bold: true }),
    textLine(yuan, { x: LEFT + 58, y, size: 128, fill: colours.cinnabar, bold: true }),
    textLine(`${formatYuan(pricePer500g(priceFen, netGrams))} 元/500 g`, { x: after, y, size: 36, fill: colours.ink2 }),
  ]
  if (struck) parts.push(textLine(`${struck.label} ¥${formatYuan(struck.fen)}`, { x: after, y: y - 56, size: 32, fill: colours.ink2 }))
  const [line] = setLines(promotions.map(({ name, until }) => `${name} ${until}`).join('，'), { em: 28, most: 1 })
  if (line) parts.push(textLine(line, { x: LEFT, y: y + 64, size: 34, fill: colours.cinnabarDeep }))
  return parts.join('')
}

function foot({ seller, demo, icpNumber, asOf, link }: PosterFacts): string {
  const top = height - QR - 120
  const lines = [...setLines(`卖家 ${seller}`, { em: 17, most: 2 }), `${asOf} 的价格，以商品页为准`, '长按或扫码，看运费和到货时间', ...(demo ? ['演示数据，不是真实商品'] : []), ...(icpNumber ? [icpNumber] : [])]
  return [
    `<rect x="${LEFT}" y="${top - 28}" width="${width - 2 * LEFT}" height="2" fill="${colours.line}"/>`,
    ...lines.map((line, place) => textLine(line, { x: LEFT, y: top + 60 + place * 58, size: place === 0 ? 36 : 32, fill: place === 0 ? colours.ink : colours.ink2 })),
    qrCode(link, { x: RIGHT - QR, y: top + 16, size: QR }),
  ].join('')
}

/** Dark squares on white with the quiet zone of four that scanners ask for. */
function qrCode(text: string, { x, y, size }: { x: number; y: number; size: number }): string {
  const { data, size: modules } = encode(text, { ecc: 'M', border: 4 })
  const side = size / modules
  const squares = data.flatMap((row, top) => row.flatMap((dark, left) => (dark ? [`M${left} ${top}h1v1h-1z`] : [])))
  return `<rect x="${x}" y="${y}" width="${size}" height="${size}" fill="#ffffff"/><path transform="translate(${x} ${y}) scale(${side})" d="${squares.join('')}" fill="#000000" shape-rendering="crispEdges"/>`
}
