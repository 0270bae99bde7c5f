import type { DefinitionFacts, DefinitionProblems } from '#app/domain/promotion/check-definition.ts'
import type { CouponTerms, PromotionDefinition } from '#app/domain/promotion/definition.ts'
import { formatInstantChinese } from '#app/domain/time.ts'

export const LONGEST_VALIDITY_DAYS = 90
export const MOST_PER_PERSON = 10

/** What speaks against the terms under which a coupon is claimed and used. */
export function couponProblems({ coupon }: PromotionDefinition, { span, others, taken }: DefinitionFacts): DefinitionProblems {
  if (!coupon) return {}
  const { claimFrom, claimUntil, quantity, perPerson, code } = coupon
  const problems: DefinitionProblems = {}
  if (claimUntil <= claimFrom) problems['coupon.claimUntil'] = '领取结束要晚于领取开始'
  if (span && claimFrom < span.startsAt) problems['coupon.claimFrom'] = `不能早于年货节开始（${formatInstantChinese(span.startsAt)}）`
  if (span && claimUntil > span.endsAt) problems['coupon.claimUntil'] ??= `不能晚于年货节结束（${formatInstantChinese(span.endsAt)}）`
  if (quantity !== null && quantity < taken.coupons) problems['coupon.quantity'] = `已经领走 ${taken.coupons} 张，不能少于它`
  if (perPerson > MOST_PER_PERSON) problems['coupon.perPerson'] = `每人最多 ${MOST_PER_PERSON} 张`
  else if (quantity !== null && perPerson > quantity) problems['coupon.perPerson'] = '每人张数不能多于总张数'
  if (code !== null && !/^[A-Z0-9]{4,16}$/.test(code)) problems['coupon.code'] = '口令是 4 到 16 位大写字母或数字'
  else if (code !== null && others.some(({ definition }) => definition.coupon?.code === code)) problems['coupon.code'] = '这个口令已被别的优惠券使用'
  return { ...problems, ...validityProblems(coupon, span) }
}

/** Whoever claims at the last moment must still be able to use it. */
function validityProblems({ claimUntil, validity }: CouponTerms, span: DefinitionFacts['span']): DefinitionProblems {
  if ('days' in validity) return validity.days > LONGEST_VALIDITY_DAYS ? { 'coupon.validDays': `有效期最长 ${LONGEST_VALIDITY_DAYS} 天` } : {}
  if (validity.until <= validity.from) return { 'coupon.validUntil': '有效期结束要晚于开始' }
  if (validity.until < claimUntil) return { 'coupon.validUntil': '有效期不能在领取结束之前就过完' }
  return span && validity.until > span.endsAt ? { 'coupon.validUntil': `不能晚于年货节结束（${formatInstantChinese(span.endsAt)}）` } : {}
}
