// Every legal rule of the festival, where it stands in the code, what brings it, or why it
// is only written down. A test keeps the list whole and its places real.

export type LawStatus =
  | { status: 'code'; where: readonly string[] }
  /** Not yet: the subject of the work that brings it. */
  | { status: 'open'; subject: 'storefront' | 'after-sales and settlement' | 'merchants and licences' | 'reporting' | 'promotion formats' }
  | { status: 'documented'; why: string }

export type LawRule = { id: string; title: string } & LawStatus

const code = (id: string, title: string, ...where: string[]): LawRule => ({ id, title, status: 'code', where })
const open = (id: string, title: string, subject: Extract<LawStatus, { status: 'open' }>['subject']): LawRule => ({ id, title, status: 'open', subject })
const documented = (id: string, title: string, why: string): LawRule => ({ id, title, status: 'documented', why })

export const lawRegistry: readonly LawRule[] = [
  code('R-01', '折扣须有基准：活动前七日最低成交价', 'app/domain/law/base-price.ts', 'app/services/promotion/find-base-prices.server.ts', 'app/services/promotion/base-price-evidence.server.ts'),
  code('R-02', '没有成交依据不得划线', 'app/domain/law/base-price.ts', 'app/services/promotion/base-price-evidence.server.ts'),
  code('R-03', '不得先涨后降', 'app/domain/law/price-raise.ts', 'app/services/promotion/price-changes.server.ts', 'app/domain/promotion/enrolment.ts'),
  code('R-04', '优惠条件和期限写在价格旁', 'app/domain/promotion/announce.ts', 'app/services/promotion/shelf-prices.server.ts'),
  code('R-05', '赠品写明名称、数量和现价', 'app/domain/law/gift-words.ts', 'app/domain/promotion/order-lanes.ts'),
  code('R-06', '首页、海报与详情页同价', 'app/domain/promotion/price-cart.ts'),
  code('R-07', '标价之外不加价，运费先看清', 'app/domain/shipping/freight.ts', 'app/domain/checkout/quote.ts', 'app/services/checkout/place-checkout.server.ts'),
  code('R-08', '写明品名、等级、净含量、产地和单位价格', 'app/domain/money.ts', 'app/domain/catalogue/listing.ts'),
  code('R-09', '优惠券条款领取后不得缩短', 'app/domain/law/coupon-terms.ts', 'app/domain/promotion/eligible.ts'),
  code('R-10', '限量写明数量，售罄即告', 'app/domain/law/real-counter.ts', 'app/services/promotion/shelf-prices.server.ts', 'app/infra/place-checkout-statement.server.ts'),
  open('R-11', '抽奖公示奖项、概率与规则', 'promotion formats'),
  open('R-12', '七天无理由退货的例外不得扩大，逐单确认', 'after-sales and settlement'),
  open('R-13', '七天从签收次日起算', 'after-sales and settlement'),
  open('R-14', '收到退货七天内原路退款', 'after-sales and settlement'),
  open('R-15', '退掉一部分后按优惠规则重算', 'after-sales and settlement'),
  open('R-16', '退货运费的承担', 'after-sales and settlement'),
  open('R-17', '商品完好的判断标准', 'after-sales and settlement'),
  open('R-18', '质量问题退货由卖家承担运费', 'after-sales and settlement'),
  code('R-19', '提交订单成功合同即成立，提交前可更正', 'app/services/checkout/place-checkout.server.ts', 'app/services/order/cancel-merchant-order.server.ts'),
  code('R-20', '按承诺时间发货送达', 'app/domain/shipping/promise.ts', 'app/services/checkout/place-checkout.server.ts', 'app/services/shipping/notice-broken-promises.server.ts'),
  open('R-21', '按要求开具发票', 'after-sales and settlement'),
  code('R-22', '评价不得删除，默认按时间排序', 'app/domain/review/review.ts', 'app/services/review/product-reviews.server.ts', 'app/services/review/move-review.server.ts'),
  documented('R-23', '交易记录保存三年以上', '没有任何任务删除商品、交易、支付、物流记录；留存期由部署方的备份策略保证'),
  code('R-24', '首页持续公示证照信息', 'app/components/storefront/footer.tsx', 'app/routes/storefront/licences.tsx', 'app/domain/law/filing.ts'),
  open('R-25', '商家身份核验并每半年复核', 'merchants and licences'),
  open('R-26', '自产自销与小额经营者的声明', 'merchants and licences'),
  code('R-27', '提供不针对个人的结果，付费排序标明广告', 'app/services/catalogue/product-cards.server.ts', 'app/components/storefront/card-order-links.tsx', 'app/routes/storefront/venue.tsx'),
  code('R-28', '搭售显著提示，不默认勾选', 'app/components/storefront/adult-consent.tsx', 'app/components/storefront/hold-consent.tsx', 'app/routes/identity/register.tsx'),
  code('R-29', '平台规则公示、留存历史版本', 'app/domain/law/rule-notice.ts', 'app/domain/law/rule-text.ts', 'app/services/rules/write-rules.server.ts', 'app/routes/storefront/rule.tsx'),
  code('R-30', '终止经营提前三十日公示', 'app/domain/law/closing-notice.ts', 'app/services/site/closing-notice.server.ts', 'app/components/storefront/closing-notice.tsx'),
  code('R-31', '只收必要的个人信息，并先告知', 'app/services/identity/register-user.server.ts', 'app/routes/identity/register.tsx', 'app/services/checkout/place-checkout.server.ts', 'prisma/seed/rule-texts.ts'),
  code('R-32', '同意可以分开、可以撤回', 'app/domain/law/consent.ts', 'app/services/consent/consents.server.ts', 'app/routes/identity/privacy.tsx'),
  code('R-33', '查询、更正、删除与注销', 'app/domain/identity/close-account.ts', 'app/services/identity/close-account.server.ts', 'app/services/identity/export-account.server.ts', 'app/routes/identity/privacy.tsx'),
  open('R-34', '向他人提供个人信息的告知与同意', 'merchants and licences'),
  documented('R-35', '个人信息泄露的通知', '属于运营预案，软件以加密存储、日志不含个人信息降低其可能'),
  documented('R-36', '单用途预付卡的备案与限额', '本店不做储值：没有余额、没有卡券面值，只有指名商品的提货'),
  open('R-37', '定金不超过两成', 'promotion formats'),
  open('R-38', '限制过度包装', 'merchants and licences'),
  open('R-39', '食品经营许可与备案', 'merchants and licences'),
  open('R-40', '食品标签与保质期', 'merchants and licences'),
  code('R-41', '广告用语禁区，国家机关不推荐商品', 'app/domain/catalogue/listing.ts', 'app/domain/catalogue/photos.ts'),
  open('R-42', '召回：停售、通知、记录', 'merchants and licences'),
  code('R-43', '酒类不得售予未成年人', 'app/domain/law/adults.ts', 'app/services/checkout/place-checkout.server.ts', 'app/components/storefront/adult-consent.tsx'),
  code('R-44', '首页公示备案号', 'app/components/storefront/footer.tsx', 'app/domain/law/filing.ts', 'app/routes/operator/home.tsx'),
  documented('R-45', '直播电商各方责任', '本届没有直播间；开设时再立规则'),
  code('R-46', '投诉入口与卖家身份', 'app/domain/complaint/complaint.ts', 'app/services/talk/buyer-talk.server.ts', 'app/components/storefront/seller-card.tsx', 'app/components/storefront/order-part.tsx'),
  open('R-47', '不得虚构交易与评价', 'reporting'),
  open('R-48', '按季报送涉税信息', 'merchants and licences'),
  open('R-49', '统计依据原始凭证并签字', 'reporting'),
  code('R-51', '不得强迫商家参加促销', 'app/services/promotion/propose-enrolment.server.ts', 'app/domain/law/shares.ts', 'app/services/promotion/definition-facts.server.ts'),
  code('R-52', '同样商品同样价格，不因人而异', 'app/domain/promotion/price-cart.ts'),
  documented('R-53', '欺诈三倍赔偿', '由法院和监管部门认定，软件不作判断；商家须知中写明'),
  documented('R-54', '敏感个人信息单独同意', '本店不收银行卡号、证件号和生物信息；支付在支付机构的页面完成'),
  documented('R-55', '数据出境的路径', '使用境外支付机构前由部署方取得法律意见；本店只传订单号、品名和金额，不传姓名电话地址'),
  code('R-56', '推送广告须同意，弹窗一键关闭', 'app/domain/law/consent.ts', 'app/services/consent/send-offer.server.ts'),
]
