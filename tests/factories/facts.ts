import { randomUUID } from 'node:crypto'
import { startOfDay } from '#app/domain/time.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { db } from '#app/infra/db.server.ts'
import { newId } from '#app/infra/id.server.ts'

export type FactInput = {
  date: BusinessDate
  merchantId: string
  /** Same key, same person; a new person unless given. */
  buyer?: string
  /** Same id, same order; an order of its own unless given. */
  checkoutId?: string
  regimentId?: string
  skuCode?: string
  name?: string
  /** District; province and city follow from it. */
  district?: string
  quantity?: number
  grams?: number
  goodsFen?: number
  freightFen?: number
  type?: 'SALE' | 'REFUND'
}

const HALF_DAY_MS = 12 * 60 * 60_000

/** Rows of sales_fact as the projector would write them: goods, and freight on a row of its own. */
export async function createFacts(inputs: readonly FactInput[]): Promise<void> {
  await db.salesFact.createMany({ data: inputs.flatMap(factRows) })
}

function factRows(input: FactInput) {
  const type = input.type ?? 'SALE'
  const sign = type === 'REFUND' ? -1 : 1
  const district = input.district ?? '331002'
  const checkoutId = input.checkoutId ?? newId()
  const shared = {
    type,
    at: new Date(startOfDay(input.date).getTime() + HALF_DAY_MS),
    businessDate: new Date(`${input.date}T00:00:00Z`),
    postedPeriod: input.date.slice(0, 7),
    checkoutId,
    merchantOrderId: orderIdOf(checkoutId, input.merchantId),
    causeId: newId(),
    merchantId: input.merchantId,
    provinceCode: `${district.slice(0, 2)}0000`,
    cityCode: `${district.slice(0, 4)}00`,
    districtCode: district,
    channel: 'web',
    buyerKey: input.buyer ?? randomUUID(),
  }
  const goods = {
    ...shared,
    id: newId(),
    eventKey: `test:${randomUUID()}`,
    part: 'GOODS' as const,
    lineId: newId(),
    producerMerchantId: input.merchantId,
    skuId: input.merchantId,
    skuCode: input.skuCode ?? 'S1',
    name: input.name ?? '灰枣 特级 500 g',
    categoryId: 'dates',
    regimentId: input.regimentId ?? 'r14',
    quantity: sign * (input.quantity ?? 1),
    grams: sign * (input.grams ?? 500),
    goodsFen: sign * (input.goodsFen ?? 8_800),
    freightFen: 0,
  }
  if (!input.freightFen) return [goods]
  const freight = {
    ...shared,
    id: newId(),
    eventKey: `test:${randomUUID()}`,
    part: 'FREIGHT' as const,
    name: '运费',
    quantity: 0,
    grams: 0,
    goodsFen: 0,
    freightFen: sign * input.freightFen,
  }
  return [goods, freight]
}

/** One merchant order for each checkout and merchant. */
function orderIdOf(checkoutId: string, merchantId: string): string {
  return `${checkoutId.slice(0, 24)}${merchantId.slice(24)}`
}
