import type { ComplaintKind, ComplaintState, Speaker } from '#app/domain/complaint/complaint.ts'

export const complaintKindWords: Record<ComplaintKind, string> = {
  NOT_ARRIVED: '没收到，或少发了',
  DAMAGED: '坏了、碎了、烂了',
  NOT_AS_SHOWN: '和页面写的不一样',
  QUALITY: '质量或食品安全',
  PRICE: '价格、优惠或退款',
  SERVICE: '卖家不理、态度不好',
  OTHER: '别的',
}

export const complaintStateWords: Record<ComplaintState, string> = {
  OPEN: '处理中',
  WITHDRAWN: '买家已撤回',
  UPHELD: '平台支持买家',
  REJECTED: '平台不支持',
}

export const speakerWords: Record<Speaker, string> = { BUYER: '买家', MERCHANT: '卖家', OPERATOR: '平台客服' }
