import { z } from 'zod'
import { MAX_QUANTITY } from '#app/domain/cart/cart.ts'
import { businessDate } from '#app/domain/time.ts'

// Full-width digits are what a Chinese keyboard gives; everything else stays as typed.
const halfWidth = (text: string): string => text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))

/** A quantity of 1 to 999 in plain digits; 0, −1, 0.5, 1e3 and 10⁹ are refused. */
export const quantityField = z
  .string({ error: '请填写数量' })
  .transform((text) => halfWidth(text.trim()))
  .pipe(z.string().regex(/^\d{1,9}$/, '数量须是整数'))
  .transform(Number)
  .pipe(z.number().min(1, '数量至少为 1').max(MAX_QUANTITY, `一次最多 ${MAX_QUANTITY} 件，更多请走团购`))

export const uuidField = z.string({ error: '页面已过期，请刷新后再试' }).regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i, '页面已过期，请刷新后再试')

/** A mainland mobile number, normalised to +86…; spaces, dashes and +86 may be typed. */
export const phoneField = z
  .string({ error: '请填写手机号' })
  .transform((text) => halfWidth(text).replace(/[\s-]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, ''))
  .pipe(z.string().regex(/^1[3-9]\d{9}$/, '请填写 11 位手机号'))

/** One line of text of a person: trimmed, without control characters. */
export const textField = (label: string, { min = 1, max }: { min?: number; max: number }) =>
  z
    .string({ error: `请填写${label}` })
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(min, min === 1 ? `请填写${label}` : `${label}至少 ${min} 个字`)
        .max(max, `${label}最多 ${max} 个字`)
        .regex(/^\P{Cc}*$/u, `${label}含有不能识别的字符`),
    )

/** Several lines of a person's own words: line ends made one kind, no other control characters; may be empty unless `min` says otherwise. */
export const proseField = (label: string, { min = 0, max }: { min?: number; max: number }) =>
  z
    .string({ error: `请填写${label}` })
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .min(min, min === 1 ? `请填写${label}` : `${label}至少 ${min} 个字`)
        .refine((text) => [...text].length <= max, { error: ({ input }) => `${label}最多 ${max} 个字，现在有 ${[...(input as string)].length} 个` })
        .regex(/^(?:\P{Cc}|\n)*$/u, `${label}含有不能识别的字符`),
    )

/** Yuan as people type them, at most two decimals, into fen. */
export const yuanField = (label: string) =>
  z
    .string({ error: `请填写${label}` })
    .transform((text) => halfWidth(text.trim()))
    .pipe(z.string().regex(/^\d{1,7}(?:\.\d{1,2})?$/, `${label}请填数字，最多两位小数`))
    .transform((text) => {
      const [whole = '0', cents = ''] = text.split('.')
      return Number(whole) * 100 + Number(cents.padEnd(2, '0'))
    })

export const districtField = z.string({ error: '请选择区县' }).regex(/^\d{6}$/, '请选择区县')

export const paymentMethodField = z.enum(['WECHAT_PAY', 'ALIPAY', 'CARD'], { error: '请选择支付方式' })

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** A day of the calendar, 2027-02-05; 30 February is none. */
export const dayField = (label: string) =>
  z
    .string({ error: `请填写${label}` })
    .trim()
    .refine((text) => /^20\d{2}-\d{2}-\d{2}$/.test(text) && isDay(text), `请填写${label}，如 2027-02-05`)

/** An instant of Asia/Shanghai as the browser's field gives it, 2027-01-25T18:00. */
export const shanghaiInstantField = (label: string) =>
  z
    .string({ error: `请填写${label}` })
    .trim()
    .regex(/^20\d{2}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d$/, `请填写${label}，如 2027-01-25 18:00`)
    .transform((text) => ({ day: text.slice(0, 10), at: new Date(`${text}:00+08:00`) }))
    .refine(({ day, at }) => !Number.isNaN(at.getTime()) && businessDate(at) === day, `没有这一天，请重新填写${label}`)
    .transform(({ at }) => at)

/** Page numbers from addresses: 1 where it is missing or no number. */
export function pageOf(url: URL): number {
  const text = url.searchParams.get('page') ?? '1'
  return /^\d{1,6}$/.test(text) ? Math.max(1, Number(text)) : 1
}
