import { Button } from '#app/components/ui/button.tsx'
import { QuantityInput } from '#app/components/ui/quantity-input.tsx'

/**
 * One form, two ways on: into the cart (POST), or straight to the checkout (GET, which
 * changes nothing). On a phone the two buttons stay at the thumb.
 */
export function BuyForm({
  skuId,
  unavailable,
  season,
}: {
  skuId: string
  unavailable: '已售罄' | '已下架' | null
  season: string | null
}) {
  const disabled = unavailable !== null
  return (
    <form method="post" action="/cart" className="mt-5">
      <input type="hidden" name="skuId" value={skuId} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label htmlFor="quantity" className="text-sm text-ink-2">
          数量
        </label>
        <QuantityInput disabled={disabled} />
        {unavailable ? <strong className="text-md text-cinnabar-deep">{unavailable}</strong> : null}
      </div>
      {unavailable && season ? <p className="mt-2 text-sm text-ink-2">时令商品，当季是 {season}，到时再来看看。</p> : null}
      <div className="bottom-bar no-print fixed inset-x-0 bottom-0 z-40 grid grid-cols-[1fr_1.3fr] gap-2.5 border-t border-line bg-white px-4 pt-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))] shadow-bar md:static md:mt-5 md:max-w-md md:border-0 md:bg-transparent md:p-0 md:shadow-none">
        <Button name="intent" value="add" tone="secondary" size="lg" disabled={disabled}>
          加入购物车
        </Button>
        <Button formAction="/checkout" formMethod="get" size="lg" disabled={disabled}>
          立即购买
        </Button>
      </div>
    </form>
  )
}
