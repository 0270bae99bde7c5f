import { GiftList } from '#app/components/storefront/discounts.tsx'
import { LineItem } from '#app/components/storefront/line-item.tsx'
import { LineMoney } from '#app/components/storefront/line-money.tsx'
import { ParcelPromises } from '#app/components/storefront/promise-line.tsx'
import { groupProblemSentence, lineProblemSentence } from '#app/components/storefront/words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Card } from '#app/components/ui/card.tsx'
import { FieldError } from '#app/components/ui/field.tsx'
import { Icon } from '#app/components/ui/icon.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { Money, UnitPrice } from '#app/components/ui/price.tsx'
import { returnPolicyWords } from '#app/domain/catalogue/return-policy.ts'
import type { PhotoView } from '#app/domain/catalogue/photos.ts'
import type { Quote } from '#app/domain/checkout/quote.ts'
import type { QuoteChange } from '#app/domain/checkout/seen.ts'
import { namesIn, notAppliedWords } from '#app/domain/promotion/words.ts'
import { promiseWords } from '#app/domain/shipping/words.ts'

type Refusal = { reason: 'changed'; changes: QuoteChange[] } | { reason: 'empty' | 'unavailable' | 'not_served' | 'held' | 'adult' } | null

/** What is in the way of this order, above everything else. */
export function CheckoutNotices({
  refusal,
  quote,
  errors,
}: {
  refusal: Refusal
  quote: Quote
  errors: Readonly<Record<string, string>>
}) {
  const count = Object.keys(errors).length
  return (
    <>
      {count > 0 ? (
        <Notice tone="error" title={`还有 ${count} 处要填对，订单没有提交`}>
          <ul>
            {Object.entries(errors).map(([name, sentence]) => (
              <li key={name}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {refusal?.reason === 'changed' ? <Changes changes={refusal.changes} quote={quote} /> : null}
      {refusal?.reason === 'unavailable' ? (
        <Notice tone="error" title="慢了一步，有商品不够了，订单没有提交">
          <p>购物车还在，没有扣款。请按下面的提示改好数量或移出商品，再提交一次。</p>
        </Notice>
      ) : null}
      {refusal?.reason === 'not_served' ? (
        <Notice tone="error" title="有商品送不到这个地区，订单没有提交">
          <p>请换一个收货地区，或回购物车取消勾选这些商品。</p>
        </Notice>
      ) : null}
    </>
  )
}

function Changes({ changes, quote }: { changes: readonly QuoteChange[]; quote: Quote }) {
  return (
    <Notice tone="warning" title={changes.every(({ kind }) => kind === 'promise') ? '到货时间有变，请看过新时间后再提交一次' : '金额有变，请看过新金额后再提交一次'}>
      <ul>
        {changes.map((change, index) => (
          <li key={index}>
            {change.kind === 'price' ? (
              <>
                {change.title}：原来 <Money fen={change.oldFen} />，现在 <Money fen={change.newFen} className="font-semibold" />
              </>
            ) : change.kind === 'freight' ? (
              <>
                运费：{change.oldFen === null ? '原来未计算' : <Money fen={change.oldFen} />}，现在{' '}
                <Money fen={change.newFen} className="font-semibold" />
              </>
            ) : change.kind === 'promotion' ? (
              <PromotionChange change={change} quote={quote} />
            ) : change.kind === 'gift' ? (
              change.title === null ? '赠品已送完或不再赠送' : `赠品：${change.title} × ${change.quantity}`
            ) : change.kind === 'promise' ? (
              <>
                {change.merchantName}：{change.seen ? `原来 ${promiseWords(change.seen)}，` : ''}现在{' '}
                <strong>{promiseWords(change.now)}</strong>
              </>
            ) : (
              '商品或数量有变化'
            )}
          </li>
        ))}
        <li>
          新的应付金额：
          <Money fen={quote.payableFen} className="font-semibold" />
        </li>
      </ul>
    </Notice>
  )
}

function PromotionChange({ change, quote }: { change: Extract<QuoteChange, { kind: 'promotion' }>; quote: Quote }) {
  const why = change.reason ? notAppliedWords(change.reason, namesIn(quote.priced)) : '活动已结束'
  return (
    <>
      {change.name ?? '优惠'}：{change.oldFen === null ? '原来没有' : <>原来减 <Money fen={change.oldFen} /></>}，
      {change.newFen === null ? <strong>现在不能用（{why}）</strong> : <>现在减 <Money fen={change.newFen} className="font-semibold" /></>}
    </>
  )
}

export function CheckoutGoods({ quote, photos, fromCart }: { quote: Quote; /** By slug. */ photos: Readonly<Record<string, PhotoView>>; fromCart: boolean }) {
  return (
    <div className="grid gap-4">
      {quote.groups.map((group) => (
        <Card key={group.merchant.id} padded={false} labelledBy={`goods-${group.merchant.slug}`}>
          <h2 id={`goods-${group.merchant.slug}`} className="flex items-center gap-1.5 border-b border-line px-4 py-3 text-base">
            <Icon name="shop" className="size-5 text-ink-2" />
            {group.merchant.name}
          </h2>
          <ul className="divide-y divide-line">
            {group.lines.map((line) => (
              <li key={line.skuId} className="px-4 py-3.5">
                <LineItem
                  motif={line.motif}
                  photo={photos[line.productSlug]}
                  title={line.title}
                  meta={
                    <>
                      {[line.grade, line.spec].filter(Boolean).join(' · ')}
                      <UnitPrice fen={line.unitPriceFen} grams={line.netGrams} className="block text-2xs" />
                      <span className="block text-2xs">{returnPolicyWords[line.returnPolicy].tag}</span>
                    </>
                  }
                  aside={<LineMoney line={line} />}
                >
                  {line.problem ? (
                    <>
                      <FieldError id={`problem-${line.skuId}`}>{lineProblemSentence(line.problem, line.free)}</FieldError>
                      {fromCart ? (
                        <Button name="intent" value={`drop:${line.skuId}`} formNoValidate tone="quiet" size="sm" className="mt-2">
                          这次先不买
                        </Button>
                      ) : null}
                    </>
                  ) : null}
                </LineItem>
              </li>
            ))}
          </ul>
          <GiftList gifts={group.gifts} />
          {group.parcels.length > 0 ? (
            <div className="grid gap-1.5 border-t border-line px-4 py-3">
              <ParcelPromises parcels={group.parcels} lines={group.lines} />
            </div>
          ) : null}
          <div className="flex justify-between gap-4 border-t border-line px-4 py-3 text-sm">
            {group.problem ? (
              <FieldError id={`group-${group.merchant.slug}`}>{groupProblemSentence(group.problem, group.refusedTypes)}</FieldError>
            ) : (
              <span className="text-ink-2">
                运费{' '}
                {group.freightFen === null ? (
                  '选择地区后显示'
                ) : group.freightFen === 0 ? (
                  <span className="font-semibold text-leaf">包邮</span>
                ) : (
                  <Money fen={group.freightFen} className="text-ink" />
                )}
              </span>
            )}
            <span className="shrink-0">
              本店 <Money fen={group.totalFen} className="font-semibold" />
            </span>
          </div>
        </Card>
      ))}
    </div>
  )
}
