import type { TagTone } from '#app/components/ui/tag.tsx'
import type { GoodsType, ListingStatus, ReturnPolicy } from '#app/domain/catalogue/listing.ts'
import type { MerchantOrderState } from '#app/domain/order/states.ts'
import type { EnrolmentState } from '#app/domain/promotion/enrolment.ts'

export const listingStatusWords: Record<ListingStatus, { word: string; tone: TagTone }> = {
  DRAFT: { word: '草稿', tone: 'plain' },
  IN_REVIEW: { word: '审核中', tone: 'poplar' },
  LISTED: { word: '在售', tone: 'leaf' },
  OFF_SHELF: { word: '已下架', tone: 'plain' },
}

export const enrolmentStateWords: Record<EnrolmentState, { word: string; tone: TagTone }> = {
  PROPOSED: { word: '待审核', tone: 'poplar' },
  ACCEPTED: { word: '已通过', tone: 'leaf' },
  REJECTED: { word: '未通过', tone: 'cinnabar' },
  WITHDRAWN: { word: '已撤回', tone: 'plain' },
}

export const orderStateWords: Record<MerchantOrderState, { word: string; tone: TagTone }> = {
  AWAITING_PAYMENT: { word: '待付款', tone: 'plain' },
  TO_SHIP: { word: '待发货', tone: 'cinnabar' },
  PART_SHIPPED: { word: '部分发货', tone: 'poplar' },
  SHIPPED: { word: '已发货', tone: 'river' },
  RECEIVED: { word: '已签收', tone: 'leaf' },
  COMPLETED: { word: '已完成', tone: 'leaf' },
  CLOSED: { word: '已关闭', tone: 'plain' },
}

export const goodsTypeWords: Record<GoodsType, string> = {
  DRIED: '干货、包装食品',
  FRESH: '鲜果鲜菜',
  FROZEN: '冷冻食品',
  LIQUID: '液体',
  NON_FOOD: '非食品',
}

export const returnPolicyWords: Record<ReturnPolicy, string> = {
  SEVEN_DAY: '支持七天无理由退货',
  NEEDS_CONFIRM: '下单时由买家逐单确认',
  STATUTORY_EXEMPT_FRESH: '鲜活易腐，不适用七天无理由',
  STATUTORY_EXEMPT_CUSTOM: '定制商品，不适用七天无理由',
}

export const movementWords: Record<string, string> = {
  RECEIVE: '入库',
  HOLD: '下单占用',
  RELEASE: '释放占用',
  COMMIT: '付款锁定',
  CANCEL: '退款释放',
  SHIP: '发货出库',
  RETURN_OK: '退货入库',
  WRITE_OFF: '报损',
  ADJUST: '盘点调整',
}
