import { z } from 'zod'
import { dayField, textField, uuidField } from '#app/http/fields.server.ts'

// A form of 64 kB holds about 7,000 Chinese characters.
const BODY_LIMIT = 6_000

/** Text of several lines: no control characters but line ends. */
const bodyField = z
  .string({ error: '请填写正文' })
  .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())
  .pipe(z.string().min(20, '正文至少 20 个字').max(BODY_LIMIT, `正文最多 ${BODY_LIMIT} 个字`).regex(/^[\P{Cc}\n]*$/u, '正文含有不能识别的字符'))

const draft = { body: bodyField, summary: textField('修改说明', { max: 120 }), revision: z.string().regex(/^\d{1,9}$/).transform(Number) }

export const RuleForm = z.discriminatedUnion(
  'intent',
  [
    // The day beside the other button comes along.
    z.strictObject({ intent: z.literal('save'), ...draft, effectiveOn: z.string().max(40).optional() }),
    z.strictObject({ intent: z.literal('announce'), ...draft, effectiveOn: dayField('施行日期') }),
  ],
  { error: '页面已过期，请刷新后再试' },
)

export const ClosingForm = z.discriminatedUnion(
  'intent',
  [
    z.strictObject({ intent: z.literal('announce'), closesOn: dayField('终止日期'), sentence: textField('公告', { min: 5, max: 200 }) }),
    z.strictObject({ intent: z.literal('withdraw'), id: uuidField, reason: textField('撤回原因', { max: 200 }) }),
  ],
  { error: '页面已过期，请刷新后再试' },
)
