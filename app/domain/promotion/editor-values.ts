import type { BasisPoints, Fen } from '#app/domain/money.ts'
import type { DefinitionProblems } from '#app/domain/promotion/check-definition.ts'
import { businessDate } from '#app/domain/time.ts'

/** What was typed, by field. A list is one text with blanks between. */
export type EditorValues = Readonly<Record<string, string | undefined>>

export type Reader = ReturnType<typeof reader>

/** Reads typed fields; what cannot be read leaves its sentence in `problems` and some value, which nobody uses then. */
export function reader(values: EditorValues) {
  const problems: DefinitionProblems = {}
  const typed = (field: string): string => halfWidth(values[field] ?? '').trim()

  const asYuan = (field: string, label: string): Fen => {
    const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(typed(field))
    if (!match) {
      problems[field] = typed(field) === '' ? `请填写${label}` : `${label}请填数字，最多两位小数`
      return 0
    }
    return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  }
  const asCount = (field: string, label: string): number => {
    if (/^[1-9]\d{0,8}$/.test(typed(field))) return Number(typed(field))
    problems[field] = typed(field) === '' ? `请填写${label}` : `${label}要是大于 0 的整数`
    return 1
  }
  /** Decimals as an integer of `scale` parts: 33.33 % → 3333. */
  const asScaled = (field: string, pattern: RegExp, decimals: number, sentence: string): number => {
    if (!pattern.test(typed(field))) {
      problems[field] = sentence
      return 0
    }
    const [whole = '0', rest = ''] = typed(field).split('.')
    return Number(whole) * 10 ** decimals + Number(rest.padEnd(decimals, '0'))
  }
  const empty = (field: string): boolean => typed(field) === ''
  const optional = <T>(read: (field: string, label: string) => T) => (field: string, label: string): T | null => (empty(field) ? null : read(field, label))

  return {
    problems,
    empty,
    raw: typed,
    text(field: string, label: string, max: number): string {
      const text = (values[field] ?? '').normalize('NFC').trim()
      if (text === '') problems[field] = `请填写${label}`
      else if (text.length > max) problems[field] = `${label}最多 ${max} 个字`
      return text
    },
    choice(field: string, label: string): string {
      if (empty(field)) problems[field] = `请选择${label}`
      return typed(field)
    },
    list: (field: string): string[] => [...new Set(typed(field).split(/\s+/).filter(Boolean))],
    yuan: asYuan,
    optionalYuan: optional(asYuan),
    count: asCount,
    optionalCount: optional(asCount),
    optionalPercent: optional((field: string, label: string): BasisPoints => asScaled(field, /^\d{1,3}(?:\.\d{1,2})?$/, 2, `${label}请填百分数，最多两位小数`)),
    /** 8.5 折 → 1500 off. */
    tenths(field: string): BasisPoints {
      const sentence = typed(field) === '' ? '请填写折扣' : '折扣填 1 到 9.9 之间的数，如 8.5'
      return 10_000 - asScaled(field, /^\d(?:\.\d{1,2})?$/, 3, sentence)
    },
    /** Of Asia/Shanghai, as the browser's field gives it: 2027-01-25T18:00. */
    instant(field: string, label: string): Date {
      const text = typed(field)
      const at = new Date(`${text}:00+08:00`)
      const good = /^20\d{2}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d$/.test(text) && !Number.isNaN(at.getTime()) && businessDate(at) === text.slice(0, 10)
      if (good) return at
      problems[field] = text === '' ? `请填写${label}` : `没有这个时间，请重新填写${label}，如 2027-01-15 00:00`
      return new Date(0)
    },
  }
}

// Full-width digits are what a Chinese keyboard gives.
const halfWidth = (text: string): string => text.replace(/[０-９．]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
