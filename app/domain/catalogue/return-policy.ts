export type ReturnPolicy = 'SEVEN_DAY' | 'NEEDS_CONFIRM' | 'STATUTORY_EXEMPT_FRESH' | 'STATUTORY_EXEMPT_CUSTOM'

/**
 * R-12 in plain words: the tag on a card, the sentence on the page. The machine keeps the
 * policy; only these two places turn it into words.
 */
export const returnPolicyWords: Record<ReturnPolicy, { tag: string; sentence: string }> = {
  SEVEN_DAY: {
    tag: '7 天无理由退货',
    sentence: '签收次日起 7 天内可无理由退货；食品的一次性密封完好，纺织品吊牌完整、未沾污即可。退回的运费由您承担。',
  },
  // No confirmation is asked for at present, and without one the return must be accepted.
  NEEDS_CONFIRM: {
    tag: '7 天无理由退货',
    sentence: '保质期较短，请留意生产日期。未经您单独确认，本商品同样支持签收次日起 7 天内无理由退货，一次性密封完好即可。',
  },
  STATUTORY_EXEMPT_FRESH: {
    tag: '鲜活易腐，不支持 7 天无理由',
    sentence: '鲜活易腐，不适用 7 天无理由退货；有质量问题，请在签收后 48 小时内拍照联系卖家，按损坏的个数或重量赔付。',
  },
  STATUTORY_EXEMPT_CUSTOM: {
    tag: '定制商品，不支持 7 天无理由',
    sentence: '按您的要求定制，不适用 7 天无理由退货；有质量问题照常退换，运费由卖家承担。',
  },
}
