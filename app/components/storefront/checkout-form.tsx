import { AddressFields } from '#app/components/storefront/address-fields.tsx'
import { AdultConsent } from '#app/components/storefront/adult-consent.tsx'
import { CheckoutGoods, CheckoutNotices } from '#app/components/storefront/checkout-goods.tsx'
import { Discounts, discountRows, freightDiscountRows } from '#app/components/storefront/discounts.tsx'
import { HoldConsent } from '#app/components/storefront/hold-consent.tsx'
import { OrderExtras } from '#app/components/storefront/order-extras.tsx'
import { OrderSummary } from '#app/components/storefront/order-summary.tsx'
import type { Pasted } from '#app/components/storefront/paste-address.tsx'
import { SavedAddresses } from '#app/components/storefront/saved-addresses.tsx'
import type { SavedChoice } from '#app/components/storefront/saved-addresses.tsx'
import { paymentMethods } from '#app/components/storefront/words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Card, PageHeading, SectionHeading } from '#app/components/ui/card.tsx'
import { Checkbox, RadioCards } from '#app/components/ui/field.tsx'
import type { PhotoView } from '#app/domain/catalogue/photos.ts'
import type { RegionLists } from '#app/domain/catalogue/views.ts'
import type { Quote } from '#app/domain/checkout/quote.ts'
import type { QuoteChange } from '#app/domain/checkout/seen.ts'
import type { Substitute } from '#app/domain/shipping/views.ts'

export type CheckoutState = {
  values: Readonly<Record<string, string>>
  errors: Readonly<Record<string, string>>
  regions: RegionLists
  quote: Quote
  /** The first photographs of its goods, by slug. */
  photos: Readonly<Record<string, PhotoView>>
  refusal: { reason: 'changed'; changes: QuoteChange[] } | { reason: 'empty' | 'unavailable' | 'not_served' | 'held' | 'adult' } | null
  /** For goods that have to wait for the end of the holiday. */
  instead: Substitute[]
  /** 立即购买 with an address that cannot be. */
  wrongRequest: { title: string; text: string } | null
  signedIn: boolean
  /** The address book of a signed-in person. */
  saved: SavedChoice[]
  pasted: Pasted
}

/**
 * The last page before the contract: who, where, what, how much, each of it still
 * open to change, and every fen in sight before the button.
 */
export function CheckoutForm({ state }: { state: CheckoutState }) {
  const { values, errors, quote } = state
  const blocked = quote.groups.some((group) => group.problem || group.lines.some((line) => line.problem))
  return (
    <form method="post" action="/checkout" data-checkout="">
      {/* Enter in a field must place nothing by surprise, so the first button only asks for the page again. */}
      <button type="submit" name="intent" value="quote" formNoValidate hidden tabIndex={-1} />
      <input type="hidden" name="placeToken" value={values.placeToken ?? ''} />
      {values.skuId ? <input type="hidden" name="skuId" value={values.skuId} /> : null}
      {values.skuId ? <input type="hidden" name="quantity" value={values.quantity ?? '1'} /> : null}
      <PageHeading title="确认订单" note="请核对收货信息、商品和金额，提交前都可以改。" />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6">
        <div className="grid gap-4">
          <div data-swap="notices" className="empty:hidden">
            <CheckoutNotices refusal={state.refusal} quote={quote} errors={errors} />
          </div>
          <Card labelledBy="receiver">
            <SectionHeading
              id="receiver"
              title="收货信息"
              note={
                <>
                  只用于配送和售后联系，见
                  <a href="/rules/privacy" target="_blank" rel="noreferrer" className="underline">
                    个人信息处理说明
                  </a>
                </>
              }
            />
            <SavedAddresses saved={state.saved} />
            <AddressFields values={values} errors={errors} regions={state.regions} pasted={state.pasted} />
            {state.signedIn ? (
              <Checkbox
                className="mt-3"
                name="saveAddress"
                value="yes"
                label="存到我的收货地址，下次不用再填"
                defaultChecked={values.saveAddress === 'yes'}
              />
            ) : null}
          </Card>
          <div data-swap="goods">
            <CheckoutGoods quote={quote} photos={state.photos} fromCart={!values.skuId} />
          </div>
          <div data-swap="adult" className="empty:hidden">
            <AdultConsent quote={quote} ticked={values.isAdult === 'yes'} error={errors.isAdult} />
          </div>
          <div data-swap="hold" className="empty:hidden">
            <HoldConsent quote={quote} instead={state.instead} ticked={values.acceptsHold === 'yes'} error={errors.acceptsHold} />
          </div>
          <OrderExtras values={values} errors={errors} shops={quote.groups.length} />
          <Card>
            <RadioCards
              legend="支付方式"
              name="paymentMethod"
              columns={3}
              options={paymentMethods}
              defaultValue={values.paymentMethod ?? 'WECHAT_PAY'}
              error={errors.paymentMethod}
            />
          </Card>
        </div>
        <Card as="aside" className="lg:sticky lg:top-24" labelledBy="total">
          <SectionHeading id="total" title="金额" />
          <div data-swap="summary">
            <input type="hidden" name="seen" value={quote.seen} />
            <OrderSummary
              rows={[
                { label: '商品', fen: quote.goodsFen },
                ...discountRows(quote.priced),
                {
                  label: '运费',
                  fen: quote.complete ? quote.freightFen + quote.freightDiscountFen : null,
                  note: quote.groups.length > 1 ? `${quote.groups.length} 家店分别发货，运费之和` : undefined,
                },
                ...freightDiscountRows(quote.priced),
              ]}
              totalLabel={quote.complete ? '应付（含税）' : '商品合计（未含运费）'}
              totalFen={quote.payableFen}
            />
            <Discounts priced={quote.priced} goods={quote.groups.flatMap(({ lines }) => lines)} brief />
            <Button name="intent" value="place" size="lg" wide className="mt-4" disabled={blocked}>
              提交订单
            </Button>
            <p className="mt-2.5 text-center text-xs text-ink-2">
              {blocked ? (
                <>
                  请先处理标红的商品，也可以
                  <a href="/cart" className="underline">
                    回购物车改数量
                  </a>
                  。
                </>
              ) : (
                '提交即与各卖家成交，为您留货 15 分钟等待付款。'
              )}
            </p>
          </div>
        </Card>
      </div>
    </form>
  )
}
