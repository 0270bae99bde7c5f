export const LONGEST_GIFT_CARD = 60

export type GiftCardDecision = { ok: true; text: string | null } | { ok: false; error: string }

/** 贺卡: up to 60 signs in a few lines, as a person counts them; empty: none. */
export function decideGiftCard(typed: string): GiftCardDecision {
  const text = typed.normalize('NFC').replace(/\r\n?/gu, '\n').replace(/\n{2,}/gu, '\n').trim()
  if (text === '') return { ok: true, text: null }
  if (/\p{Cc}/u.test(text.replaceAll('\n', ''))) return { ok: false, error: '贺卡含有不能识别的字符' }
  const length = [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text.replaceAll('\n', ''))].length
  return length > LONGEST_GIFT_CARD ? { ok: false, error: `贺卡最多 ${LONGEST_GIFT_CARD} 个字，现在有 ${length} 个` } : { ok: true, text }
}
