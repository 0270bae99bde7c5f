import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import { placeName, provinceTiles } from '#app/domain/reporting/places.ts'
import { deliver } from '#app/domain/shipping/deliver.ts'
import { freightSentence } from '#app/domain/shipping/freight.ts'
import type { ShippingTables } from '#app/domain/shipping/tables.ts'
import { zoneOf } from '#app/domain/shipping/tables.ts'
import type { DeliveryView, Province, Substitute } from '#app/domain/shipping/views.ts'
import { goodsTypesWords, tariffWords } from '#app/domain/shipping/words.ts'
import { queryNamed } from '#app/infra/db.server.ts'
import { shippingTables } from '#app/services/shipping/shipping-tables.server.ts'

/** Until a shopper says where to, pages speak of the province of the hub and of 台州. */
export const DEFAULT_PROVINCE = '330000'

const SUBSTITUTES = 3

/** Provinces to which something is sent, in the order of their codes. */
export function servedProvinces(tables: ShippingTables): Province[] {
  return provinceTiles
    .filter(({ code }) => zoneOf(tables, code) !== null)
    .map(({ code, name }) => ({ code, name }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}

export async function isServedProvince(code: string): Promise<boolean> {
  return zoneOf(await shippingTables(), code) !== null
}

/** Freight, promise and alternatives of one specification for a province. */
export async function getDelivery({
  sku,
  provinceCode,
  now,
}: {
  /** freightGoodsFen: what freight counts of the unit, which the platform's own discounts do not lower. */
  sku: { id: string; goodsType: GoodsType; warehouseId: string; priceFen: number; freightGoodsFen: number }
  provinceCode: string
  now: Date
}): Promise<DeliveryView> {
  const tables = await shippingTables()
  const province = { code: provinceCode, name: placeName(provinceCode) ?? provinceCode }
  const shared = { province, provinces: servedProvinces(tables), tariff: tariffWords(tables) }
  const zone = zoneOf(tables, provinceCode)
  const delivery = deliver({ tables, provinceCode, now }, sku.freightGoodsFen, [{ skuId: sku.id, goodsType: sku.goodsType, warehouseId: sku.warehouseId }])
  const parcel = delivery.ok ? delivery.parcels[0] : undefined
  if (!delivery.ok || !parcel || !zone) {
    const goods = !delivery.ok && delivery.reason === 'goods_not_served' ? goodsTypesWords(delivery.goodsTypes) : ''
    return { ...shared, answer: { ok: false, sentence: `${province.name}：${goods}暂不配送` }, instead: [] }
  }
  return {
    ...shared,
    answer: { ok: true, promise: parcel, freight: freightSentence(zone), freightFen: delivery.freightFen, totalFen: sku.priceFen + delivery.freightFen },
    instead: parcel.heldUntil ? await listSubstitutes([sku.id], provinceCode, now) : [],
  }
}

/** Of the same categories as goods that have to wait: what is in stock and does not, of the same shops first. */
export async function listSubstitutes(skuIds: readonly string[], provinceCode: string, now: Date): Promise<Substitute[]> {
  const tables = await shippingTables()
  const rows = await queryNamed<{ skuId: string; slug: string; title: string; goodsType: GoodsType; warehouseId: string; priceFen: number; sameShop: boolean }>(
    'shipping-substitutes',
    `select distinct on (p.sort, p.id) s.id as "skuId", p.slug, p.title, p.goods_type::text as "goodsType", s.warehouse_id as "warehouseId", s.price_fen as "priceFen",
            p.merchant_id in (select t.merchant_id from sku t where t.id = any($1::uuid[])) as "sameShop"
       from sku s join product p on p.id = s.product_id join merchant m on m.id = s.merchant_id
      where p.category_id in (select q.category_id from sku t join product q on q.id = t.product_id where t.id = any($1::uuid[]))
        and s.id <> all($1::uuid[]) and s.status = 'ON_SALE' and p.status = 'LISTED' and m.status = 'OPEN' and s.on_hand - s.held - s.committed > 0
      order by p.sort, p.id, s.sort`,
    [skuIds],
  )
  return rows
    .sort((a, b) => Number(b.sameShop) - Number(a.sameShop))
    .flatMap(({ slug, title, priceFen, ...line }): Substitute[] => {
      const delivery = deliver({ tables, provinceCode, now }, priceFen, [line])
      const parcel = delivery.ok ? delivery.parcels[0] : undefined
      return parcel && !parcel.heldUntil ? [{ slug, title, arriveBy: parcel.arriveBy, beforeEve: parcel.beforeEve }] : []
    })
    .slice(0, SUBSTITUTES)
}
