import type { Fen } from '#app/domain/money.ts'

export type ListingStatus = 'DRAFT' | 'IN_REVIEW' | 'LISTED' | 'OFF_SHELF'
export type GoodsType = 'FRESH' | 'DRIED' | 'FROZEN' | 'LIQUID' | 'NON_FOOD'
export type ReturnPolicy = 'SEVEN_DAY' | 'NEEDS_CONFIRM' | 'STATUTORY_EXEMPT_FRESH' | 'STATUTORY_EXEMPT_CUSTOM'

export const listingTransitions = {
  DRAFT: ['IN_REVIEW'],
  // Approved, or returned with a reason.
  IN_REVIEW: ['LISTED', 'DRAFT'],
  // Taken off by the merchant, or changed in its content and so to be looked at again.
  LISTED: ['OFF_SHELF', 'IN_REVIEW'],
  OFF_SHELF: ['LISTED', 'IN_REVIEW'],
} as const satisfies Record<ListingStatus, readonly ListingStatus[]>

export type ListingDraft = {
  title: string
  subtitle: string
  description: string
  grade: string
  spec: string
  netGrams: number
  priceFen: Fen
  floorFen: Fen
  goodsType: GoodsType
  storage: string
  shelfLife: string
  returnPolicy: ReturnPolicy
}

export type ListingField = keyof ListingDraft

// superlatives, medical words and recommendations by organs of state have no place in
// an advertisement of food. Names of other places' protected goods are not ours to use.
const forbidden: readonly { words: readonly string[]; why: string }[] = [
  { words: ['最佳', '最好', '第一', '顶级', '国家级', '最高级', '极品', '特供', '专供'], why: '广告法不允许使用绝对化用语' },
  { words: ['补血', '降压', '降糖', '抗癌', '防癌', '治疗', '疗效', '药用', '壮阳', '减肥'], why: '食品不能宣传疾病预防或治疗功能' },
  { words: ['指挥部推荐', '政府推荐', '协会推荐', '领导推荐', '指定用品'], why: '不能以国家机关或协会的名义推荐商品' },
  { words: ['和田大枣', '若羌红枣', '库尔勒香梨', '吐鲁番葡萄'], why: '这是其他产地的地理标志名称' },
  { words: ['最终解释权'], why: '格式条款不得保留最终解释权' },
]

/** The forbidden word a text contains, with the reason; null where there is none. */
export function forbiddenWord(text: string): { word: string; why: string } | null {
  const plain = text.normalize('NFKC').replace(/[\s\p{P}]/gu, '')
  // “第一师” is the division's name, not a rank.
  const judged = plain.replaceAll('第一师', '')
  for (const { words, why } of forbidden) {
    const word = words.find((candidate) => judged.includes(candidate))
    if (word) return { word, why }
  }
  return null
}

/**
 * What is wrong with a listing, a sentence a field; empty when it may go to review.
 * grade, net weight and unit price must be there; R-12: the range of goods without
 * no-reason return is the law's, a seller cannot widen it.
 */
export function listingProblems(draft: ListingDraft): Partial<Record<ListingField, string>> {
  const problems: Partial<Record<ListingField, string>> = {}
  for (const field of ['title', 'subtitle', 'description', 'grade', 'spec'] as const) {
    const found = forbiddenWord(draft[field])
    if (found) problems[field] = `不能使用“${found.word}”：${found.why}`
  }
  if ([...draft.title].length < 2) problems.title ??= '标题至少 2 个字'
  if (!draft.grade) problems.grade ??= '请填写等级'
  if (!draft.spec) problems.spec ??= '请填写规格，例如 500 g × 2 袋'
  if (draft.netGrams < 1) problems.netGrams = '净含量须大于 0 克'
  if (draft.priceFen < 1) problems.priceFen = '价格须大于 0'
  if (draft.floorFen > draft.priceFen) problems.floorFen = '底价不能高于售价'
  if (draft.goodsType !== 'NON_FOOD' && !draft.shelfLife) problems.shelfLife = '食品须写明保质期'
  if (draft.goodsType !== 'NON_FOOD' && !draft.storage) problems.storage = '食品须写明储存条件'
  const perishable = draft.goodsType === 'FRESH' || draft.goodsType === 'FROZEN'
  if (draft.returnPolicy === 'STATUTORY_EXEMPT_FRESH' && !perishable)
    problems.returnPolicy = '只有鲜活易腐、冷冻商品可以不适用七天无理由退货'
  return problems
}

/** Whether a change of these needs the platform's eye again; prices and stock do not. */
export function contentChanged(before: ListingDraft, after: ListingDraft): boolean {
  const { priceFen: _p, floorFen: _f, ...content } = after
  return (Object.keys(content) as (keyof typeof content)[]).some((field) => before[field] !== after[field])
}

/** Where a listing stands after its content changed: what was approved is looked at again. */
export const afterContentChange = (status: ListingStatus): ListingStatus => (status === 'LISTED' || status === 'OFF_SHELF' ? 'IN_REVIEW' : status)
