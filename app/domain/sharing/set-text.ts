// Setting text for pictures: how wide it is and where a line ends.

/** Chinese characters are as wide as they are high, Latin ones about half of it. */
export function widthInEm(text: string): number {
  return [...text].reduce((sum, character) => sum + (isWide(character) ? 1 : 0.58), 0)
}

const isWide = (character: string): boolean => /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6\u3000-\u303f“”‘’—…]/.test(character)

/** Signs that never begin a line. */
const HANGING = /^[，。、；：！？）》】”’…·）)\],.;:!?%]/

/** The lines of a text that is no wider than `em`; what does not fit into `most` lines ends in “…”. */
export function setLines(text: string, { em, most }: { em: number; most: number }): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.trim().match(/[A-Za-z0-9.%/-]+|\s+|./gu) ?? []) {
    const fits = widthInEm(line + word) <= em || (HANGING.test(word) && widthInEm(line) <= em)
    if (fits || line === '') line += word
    else {
      lines.push(line.trimEnd())
      line = word.trimStart()
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), shorten(lines[most - 1]!, em)]
}

function shorten(line: string, em: number): string {
  let short = line
  while (short !== '' && widthInEm(`${short}…`) > em) short = [...short].slice(0, -1).join('')
  return `${short}…`
}
