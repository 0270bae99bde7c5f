import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import type { RehearsalCart } from '#app/domain/promotion/rehearse.ts'
import type { LeftAside, RehearsalRequest } from '#app/domain/promotion/rehearsal-views.ts'
import type { CatalogueGoods } from '#app/domain/promotion/synthetic-carts.ts'
import { syntheticCarts } from '#app/domain/promotion/synthetic-carts.ts'
import { addDays, startOfDay } from '#app/domain/time.ts'
import { queryNamed } from '#app/infra/db.server.ts'

/** Goods on sale now, with what a rehearsal says of them. */
export type RehearsedGoods = CatalogueGoods & { title: string; goodsType: GoodsType; merchantName: string; free: number }

export async function goodsOnSale(): Promise<Map<string, RehearsedGoods>> {
  const rows = await queryNamed<RehearsedGoods>(
    'rehearsal-goods',
    `select s.id as "skuId", p.id as "productId", p.category_id as "categoryId", s.merchant_id as "merchantId", s.price_fen as "listPriceFen",
            greatest(1, s.floor_fen) as "floorPriceFen", p.title || ' ' || s.spec as title, p.goods_type::text as "goodsType", m.name as "merchantName",
            s.on_hand - s.held - s.committed as free
       from sku s join product p on p.id = s.product_id join merchant m on m.id = s.merchant_id
      where s.status = 'ON_SALE' and p.status = 'LISTED' and m.status = 'OPEN' order by s.id`,
    [],
  )
  return new Map(rows.map((row) => [row.skuId, row]))
}

export type GatheredCarts = { carts: RehearsalCart[]; leftAside: LeftAside }

/**
 * The carts of a rehearsal. Past orders come with the goods they bought at the list and floor
 * prices of now: the question is what the campaign would cost if these people came again, and
 * an old price may lie below a present floor.
 */
export async function gatherCarts(request: RehearsalRequest, goods: ReadonlyMap<string, RehearsedGoods>): Promise<GatheredCarts> {
  const leftAside = { beyondLimit: 0, goneLines: 0, emptyCarts: 0, notServed: 0 }
  if (request.source === 'synthetic') {
    const inStock = [...goods.values()].filter(({ free }) => free > 0)
    return { carts: syntheticCarts(request.seed, request.most, inStock.map(cartGoods)), leftAside }
  }
  const orders = await pastOrders(request)
  const carts: RehearsalCart[] = []
  for (const { total, number, lines, ...order } of orders) {
    leftAside.beyondLimit = total - orders.length
    const known = lines.flatMap(({ skuId, quantity }) => {
      const one = goods.get(skuId)
      return one ? [{ ...cartGoods(one), quantity }] : []
    })
    leftAside.goneLines += lines.length - known.length
    if (known.length === 0) leftAside.emptyCarts += 1
    else carts.push({ label: number, ...order, lines: known })
  }
  return { carts, leftAside }
}

function cartGoods({ skuId, productId, categoryId, merchantId, listPriceFen, floorPriceFen }: RehearsedGoods): CatalogueGoods {
  return { skuId, productId, categoryId, merchantId, listPriceFen, floorPriceFen }
}

type PastOrder = { number: string; buyerKey: string; provinceCode: string; channel: string; total: number; lines: { skuId: string; quantity: number }[] }

function pastOrders({ from, last, most }: RehearsalRequest): Promise<PastOrder[]> {
  return queryNamed<PastOrder>(
    'rehearsal-past-orders',
    `with chosen as (
       select id, number, buyer_key, province_code, channel, paid_at, count(*) over ()::int as total
         from checkout where paid_at >= $1 and paid_at < $2 order by paid_at, id limit $3)
     select c.number, c.buyer_key as "buyerKey", c.province_code as "provinceCode", c.channel, c.total,
            json_agg(json_build_object('skuId', l.sku_id, 'quantity', l.quantity) order by l.id) as lines
       from chosen c join merchant_order o on o.checkout_id = c.id
       join order_line l on l.merchant_id = o.merchant_id and l.merchant_order_id = o.id and not l.is_gift
      group by c.id, c.number, c.buyer_key, c.province_code, c.channel, c.paid_at, c.total
      order by c.paid_at, c.id`,
    [startOfDay(from), startOfDay(addDays(last, 1)), most],
  )
}
