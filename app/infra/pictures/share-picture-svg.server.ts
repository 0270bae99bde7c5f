import { setLines } from '#app/domain/sharing/set-text.ts'
import { artData, colours, motifData, washOf } from '#app/infra/pictures/art-files.server.ts'
import { textLine } from '#app/infra/pictures/svg-text.server.ts'

const SIDE = 800

/** The square beside a shared link. It says no price: others keep it for who knows how long. */
export function sharePictureSvg({ title, motif }: { title: string; motif: string }): string {
  const lines = setLines(title, { em: 12, most: 2 })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${SIDE} ${SIDE}">`,
    `<rect width="${SIDE}" height="${SIDE}" fill="${washOf(motif)}"/>`,
    `<image href="${motifData(motif)}" x="160" y="70" width="480" height="480"/>`,
    `<rect y="620" width="${SIDE}" height="180" fill="${colours.cinnabarDeep}"/>`,
    ...lines.map((line, place) => textLine(line, { x: SIDE / 2, y: (lines.length === 1 ? 690 : 676) + place * 56, size: 48, fill: '#ffffff', anchor: 'middle', bold: true })),
    `<image href="${artData('seal')}" x="24" y="24" width="72" height="72"/>`,
    textLine('塔里木河年货节', { x: SIDE / 2, y: 778, size: 28, fill: colours.poplar, anchor: 'middle' }),
    '</svg>',
  ].join('')
}
