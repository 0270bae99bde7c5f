import type { TagTone } from '#app/components/ui/tag.tsx'
import type { Lane } from '#app/domain/promotion/lanes.ts'

export const campaignStates: Record<'DRAFT' | 'LIVE' | 'CLOSED', { word: string; tone: TagTone }> = {
  DRAFT: { word: '草稿', tone: 'plain' },
  LIVE: { word: '已发布', tone: 'leaf' },
  CLOSED: { word: '已结束', tone: 'plain' },
}

/** Lanes in the order in which they are priced, in plain words. */
export const laneGroups: readonly { lanes: readonly Lane[]; title: string; note: string }[] = [
  { lanes: ['FLASH', 'PRODUCT'], title: '单品价与满件折', note: '最先算' },
  { lanes: ['MERCHANT_ORDER'], title: '店铺满减与买赠', note: '按一家店算' },
  { lanes: ['MERCHANT_COUPON'], title: '店铺券', note: '在店铺满减之后' },
  { lanes: ['PLATFORM_ORDER'], title: '跨店满减与平台买赠', note: '几家店合起来算' },
  { lanes: ['PLATFORM_COUPON'], title: '平台券', note: '在跨店满减之后' },
  { lanes: ['SHIPPING'], title: '包邮', note: '最后算运费' },
]

/** What a promotion is at an instant. */
export function promotionState({ state, waits, startsAt, endsAt }: { state: 'DRAFT' | 'PUBLISHED' | 'STOPPED'; waits: boolean; startsAt: Date; endsAt: Date }, now: Date): { word: string; tone: TagTone } {
  if (state === 'DRAFT') return { word: '草稿', tone: 'plain' }
  if (state === 'STOPPED') return { word: '已停止', tone: 'plain' }
  if (waits) return { word: '有修改未发布', tone: 'poplar' }
  if (now >= endsAt) return { word: '已结束', tone: 'plain' }
  return now < startsAt ? { word: '未开始', tone: 'river' } : { word: '进行中', tone: 'leaf' }
}
