import { randomInt } from 'node:crypto'
import type { District, OrderPlan } from '#prisma/seed/past-order-plans.ts'
import { pastOrderRows, tables } from '#prisma/seed/past-order-rows.ts'
import { pool } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'
import { median } from '#tests/bench/load.ts'
import { ask, hiddenOf, must } from '#tests/drive/ask.ts'

export type CheckoutFigures = {
  perSecond: Record<'1' | '16' | '64', number>
  statementFloor: number
  ratioAt16: number
  keptAt64: number
  failed: number
}

const goods = ['t001-huizao', 't003-junzao', 't013-hetao-185', 't016-ximeigan', 't018-diaoganxing', 't019-putaogan', 't024-xuemi', 't037-maojin']

/** Whole purchases by HTTP: cart, checkout, place, pay page, webhook, return page; medians of three. */
export async function benchCheckouts(shop: string, orders: Record<'1' | '16' | '64', number>): Promise<CheckoutFigures> {
  await pool.query(`insert into stock_movement (id, sku_id, merchant_id, kind, on_hand_delta, held_delta, committed_delta, ref, at)
    select gen_random_uuid(), id, merchant_id, 'RECEIVE', 1000000, 0, 0, 'entry:' || gen_random_uuid(), now() from sku`)
  await pool.query(`update sku set on_hand = on_hand + 1000000`)
  const series = { '1': [] as number[], '16': [] as number[], '64': [] as number[], floor: [] as number[] }
  let failed = 0
  await burst(shop, 16, 64)
  for (let round = 0; round < 3; round += 1) {
    series.floor.push(await statementRate())
    for (const buyers of ['1', '16', '64'] as const) {
      const done = await burst(shop, Number(buyers), orders[buyers])
      failed += done.failed
      series[buyers].push(done.perSecond)
    }
  }
  const perSecond = { '1': median(series['1']), '16': median(series['16']), '64': median(series['64']) }
  const statementFloor = median(series.floor)
  return { perSecond, statementFloor, ratioAt16: perSecond['16'] / statementFloor, keptAt64: perSecond['64'] / perSecond['16'], failed }
}

async function burst(shop: string, buyers: number, orders: number): Promise<{ perSecond: number; failed: number }> {
  let begun = 0
  let failed = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: buyers }, async () => {
      while (begun < orders) {
        begun += 1
        try {
          await buyOne(shop)
        } catch (error) {
          failed += 1
          if (failed === 1) console.error(error)
        }
      }
    }),
  )
  return { perSecond: (orders - failed) / ((performance.now() - started) / 1000), failed }
}

const skuIds = new Map<string, string>()
async function skuOf(slug: string): Promise<string> {
  let id = skuIds.get(slug)
  if (!id) {
    const { rows } = await pool.query<{ id: string }>(`select s.id from sku s join product p on p.id = s.product_id where p.slug = $1`, [slug])
    id = rows[0]!.id
    skuIds.set(slug, id)
  }
  return id
}

export type PromotionCost = { withPerSecond: number[]; withoutPerSecond: number[]; medianRatio: number; failed: number }

/** The same purchases with the festival's promotions in force and with all of them stopped: five pairs in turn, 16 buyers. */
export async function benchPromotionCost(shop: string, orders: number): Promise<PromotionCost> {
  const { rows } = await pool.query<{ id: string }>(`select id from promotion where state = 'PUBLISHED'`)
  const switchTo = async (state: 'PUBLISHED' | 'STOPPED') => {
    await pool.query(`update promotion set state = $1::promotion_state where id = any($2::uuid[])`, [state, rows.map(({ id }) => id)])
    // The shop hears of it at once; a purchase that is under way may not.
    await burst(shop, 16, 32)
  }
  const cost: PromotionCost = { withPerSecond: [], withoutPerSecond: [], medianRatio: 0, failed: 0 }
  for (let pair = 0; pair < 5; pair += 1)
    for (const state of pair % 2 === 0 ? (['PUBLISHED', 'STOPPED'] as const) : (['STOPPED', 'PUBLISHED'] as const)) {
      await switchTo(state)
      const { perSecond, failed } = await burst(shop, 16, orders)
      cost.failed += failed
      ;(state === 'PUBLISHED' ? cost.withPerSecond : cost.withoutPerSecond).push(perSecond)
    }
  await switchTo('PUBLISHED')
  cost.medianRatio = median(cost.withPerSecond.map((rate, pair) => rate / cost.withoutPerSecond[pair]!))
  return cost
}

/** One guest from the cart to the page that says paid; every redirect followed. */
async function buyOne(shop: string): Promise<void> {
  const skuId = await skuOf(goods[randomInt(goods.length)]!)
  const added = must(await ask(`${shop}/cart`, '', { intent: 'add', skuId, quantity: '1' }), 303, 'add to cart')
  const cookie = added.cookies.map((line) => line.split(';')[0]).join('; ')
  must(await ask(`${shop}${added.location ?? '/cart'}`, cookie), 200, 'cart')
  const opened = hiddenOf(must(await ask(`${shop}/checkout`, cookie), 200, 'checkout').body)
  const receiver = { name: '陈小麦', phone: `139${randomInt(1e7, 1e8)}`, street: '示例路 8 号', province: '330000', city: '331000', district: '331002', paymentMethod: 'ALIPAY' }
  // Choosing the district shows the freight; what is agreed to comes back as `seen`.
  const chosen = hiddenOf(must(await ask(`${shop}/checkout`, cookie, { ...receiver, placeToken: opened.placeToken ?? '', intent: 'choose' }), 200, 'district').body)
  const placed = must(await ask(`${shop}/checkout`, cookie, { ...receiver, placeToken: opened.placeToken ?? '', seen: chosen.seen ?? '', intent: 'place' }), 303, 'place')
  const payPage = `${shop}${placed.location ?? ''}`
  must(await ask(payPage, cookie), 200, 'pay page')
  const sent = must(await ask(payPage, cookie, { intent: 'pay' }), 303, 'start payment')
  const paid = must(await ask(sent.location ?? '', '', { outcome: 'success', webhooks: 'normal' }), 303, 'pay at the sandbox')
  const back = new URL(paid.location ?? '')
  must(await ask(`${shop}${back.pathname}${back.search}`, cookie), 200, 'return page')
}

/** Floor: one statement a checkout that writes the same rows, 16 connections. */
async function statementRate(): Promise<number> {
  const count = 1_500
  const now = new Date('2027-01-16T04:00:00Z')
  const district: District = { code: '331002', cityCode: '331000', provinceCode: '330000' }
  const plan: OrderPlan = {
    place: 9_999_999,
    buyer: 1,
    districtCode: district.code,
    placedAt: now,
    paidAt: now,
    goods: [{ code: 'T001', quantity: 1 }],
    paymentMethod: 'ALIPAY',
    channel: 'web',
    carrier: 'zto',
    shipAfterHours: 1_000,
    takesBack: false,
  }
  const rows = pastOrderRows({
    plan,
    district,
    now,
    owner: null,
    openPeriodFor: (period) => period,
  })
  if (!rows) throw new Error('No rows')
  const used = tables.filter((table) => rows[table].length > 0)
  const template = JSON.stringify(Object.fromEntries(used.map((table) => [table, rows[table]])))
  const text = `with j as (select $1::jsonb as j) ${used
    .map((table) => {
      const columns = Object.keys(rows[table][0]!).join(', ')
      return `, ins_${table} as (insert into ${table} (${columns}) select ${columns} from j, jsonb_populate_recordset(null::${table}, j.j->'${table}'))`
    })
    .join(' ')} select 1`
  const uuids = [...new Set(template.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}/g) ?? [])]
  // Merchants, SKUs and producers stay; everything the order makes gets ids of its own.
  const { rows: kept } = await pool.query<{ id: string }>(`select id::text from sku union select id::text from merchant`)
  const fresh = uuids.filter((id) => !kept.some((entry) => entry.id === id))
  const number = String(rows.checkout[0]!.number)
  const documents = Array.from({ length: count }, () => {
    let document = template.replaceAll(number, `7${randomInt(1e7, 1e8)}${randomInt(1e6, 1e7)}`).replaceAll(String(plan.place), newId())
    for (const id of fresh) document = document.replaceAll(id, newId())
    return document
  })
  const clients = await Promise.all(Array.from({ length: 16 }, () => pool.connect()))
  const started = performance.now()
  let next = 0
  await Promise.all(
    clients.map(async (client) => {
      while (next < count) {
        const document = documents[next]
        next += 1
        await client.query({ name: 'bench-floor', text, values: [document] })
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  for (const client of clients) client.release()
  return count / seconds
}
