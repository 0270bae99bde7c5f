// Clauses that are void wherever they stand, so that no rule of ours can carry them.

const voidClauses: readonly { pattern: RegExp; sentence: string }[] = [
  { pattern: /最终解释|解释权(?:归|属|由|在)|保留解释/, sentence: '不能写“最终解释权”一类的条款：它是无效的格式条款，请改成具体的规则' },
  { pattern: /概不(?:退|换|负责)|一经(?:售出|拆封)不(?:退|换)/, sentence: '不能写“概不退换”一类的条款：法定的退货权不能用规则取消' },
  { pattern: /(?:发货|出库)(?:前|之前)(?:合同|订单)不(?:成立|生效)|以(?:发货|出库)为准/, sentence: '不能写“发货才成立”：提交订单成功，合同就成立' },
]

/** why a rule's text may not be published; null: it may. Spaces and signs between the characters hide nothing. */
export function ruleTextRefusal(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')
  return voidClauses.find(({ pattern }) => pattern.test(plain))?.sentence ?? null
}
