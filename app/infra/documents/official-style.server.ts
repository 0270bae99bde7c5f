import { AlignmentType, Paragraph, TextRun } from 'docx'
import type { IParagraphOptions, IRunOptions } from 'docx'

// GB/T 9704-2012: A4, 37 mm above and 28 mm left, type area 156 × 225 mm, 22 lines a page.
const TWIPS_A_MM = 56.6929
export const mm = (length: number): number => Math.round(length * TWIPS_A_MM)

export const pageSize = { width: mm(210), height: mm(297) }
export const pageMargin = { top: mm(37), right: mm(26), bottom: mm(35), left: mm(28), header: mm(25), footer: mm(28) }
export const TYPE_AREA_MM = 156

/** Half-points: 二号 22 pt, 三号 16 pt, 四号 14 pt, 小四 12 pt, 五号 10.5 pt. */
export const sizes = { two: 44, three: 32, four: 28, smallFour: 24, five: 21 } as const

/** A Chinese type and the Latin one beside it; where the first is missing, Word takes its like. */
const face = (eastAsia: string, latin = 'Times New Roman') => ({ ascii: latin, hAnsi: latin, cs: latin, eastAsia })
export const fonts = {
  title: face('方正小标宋简体'),
  body: face('仿宋_GB2312'),
  heading: face('黑体'),
  subheading: face('楷体_GB2312'),
  page: face('宋体'),
} as const

const LINE = { line: 560, lineRule: 'exact' } as const

type Run = Omit<IRunOptions, 'text'>

export function run(text: string, options: Run = {}): TextRun {
  return new TextRun({ text, font: fonts.body, size: sizes.three, ...options })
}

export function line(children: TextRun[], options: Omit<IParagraphOptions, 'children'> = {}): Paragraph {
  return new Paragraph({ spacing: LINE, ...options, children })
}

/** Body text: 三号仿宋, first line in by two characters. */
export function bodyText(text: string): Paragraph {
  return line([run(text)], { indent: { firstLineChars: 200, firstLine: sizes.three * 20 }, alignment: AlignmentType.BOTH })
}

/** 一、 in 黑体. */
export function headingText(text: string): Paragraph {
  return line([run(text, { font: fonts.heading })], { indent: { firstLineChars: 200, firstLine: sizes.three * 20 }, keepNext: true })
}
