import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { indexListings, loadReadings } from '#app/services/catalogue/index-listings.server.ts'

let counter = 0

/** An open merchant of its own for one test. */
export async function createMerchant(overrides: { status?: 'OPEN' | 'SUSPENDED'; name?: string } = {}) {
  counter += 1
  const regiment = await db.regiment.findFirstOrThrow({ orderBy: { sort: 'asc' } })
  return db.merchant.create({
    data: {
      slug: `shop-${newId()}`,
      name: overrides.name ?? `测试店 ${counter}`,
      legalName: `测试合作社 ${counter}`,
      creditCode: `T${newId().replaceAll('-', '').slice(0, 17).toUpperCase()}`,
      kind: 'COOPERATIVE',
      regimentId: regiment.id,
      businessPlace: '测试路 1 号',
      contactPhone: '0997-0000000',
      status: overrides.status ?? 'OPEN',
    },
  })
}

export type SkuOverrides = {
  merchantId?: string
  title?: string
  subtitle?: string
  categoryId?: string
  regimentId?: string
  returnPolicy?: 'SEVEN_DAY' | 'STATUTORY_EXEMPT_FRESH'
  priceFen?: number
  netGrams?: number
  stock?: number
  goodsType?: 'FRESH' | 'DRIED' | 'FROZEN'
  components?: { name: string; netGrams: number; priceShareBps: number; regimentId: string; producerMerchantId: string }[]
}

/** A listed product with one SKU and its received stock; a merchant of its own unless given. */
export async function createSku(overrides: SkuOverrides = {}) {
  counter += 1
  const merchantId = overrides.merchantId ?? (await createMerchant()).id
  const [regiment, category] = await Promise.all([
    db.regiment.findFirstOrThrow({ orderBy: { sort: 'asc' } }),
    db.category.findFirstOrThrow({ where: { id: overrides.categoryId }, orderBy: { sort: 'asc' } }),
  ])
  const title = overrides.title ?? `测试灰枣 ${counter}`
  const product = await db.product.create({
    data: {
      merchantId,
      slug: `p-${newId()}`,
      categoryId: overrides.categoryId ?? category.id,
      title,
      subtitle: overrides.subtitle ?? '',
      regimentId: overrides.regimentId ?? regiment.id,
      goodsType: overrides.goodsType ?? 'DRIED',
      storage: '阴凉干燥处',
      shelfLife: '12 个月',
      returnPolicy: overrides.returnPolicy ?? 'SEVEN_DAY',
      motif: 'jujube',
      status: 'LISTED',
    },
  })
  const priceFen = overrides.priceFen ?? 8_800
  const stock = overrides.stock ?? 100
  const sku = await db.sku.create({
    data: {
      productId: product.id,
      merchantId,
      code: `S${counter}`,
      grade: '特级',
      spec: '500 g 袋',
      netGrams: overrides.netGrams ?? 500,
      priceFen,
      floorFen: Math.floor(priceFen / 2),
      isBundle: overrides.components !== undefined,
      onHand: stock,
      components: {
        create: (overrides.components ?? []).map((component, place) => ({
          ...component,
          position: place + 1,
          categoryId: category.id,
        })),
      },
    },
  })
  if (stock > 0)
    await db.stockMovement.create({
      data: { skuId: sku.id, merchantId, kind: 'RECEIVE', onHandDelta: stock, ref: `entry:${newId()}`, at: new Date('2027-01-01T00:00:00Z') },
    })
  await indexListings(db, [product.id], await loadReadings())
  return sku
}
