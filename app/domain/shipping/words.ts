import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import { placeName, provinceTiles } from '#app/domain/reporting/places.ts'
import { freightSentence, stoppedTypes } from '#app/domain/shipping/freight.ts'
import type { ShippingTables } from '#app/domain/shipping/tables.ts'
import { zoneOf } from '#app/domain/shipping/tables.ts'
import type { BusinessDate } from '#app/domain/time.ts'
import { addMinutes, businessDate, startOfDay } from '#app/domain/time.ts'

/** 2027-01-22 → 1月22日 */
export function dayWords(day: BusinessDate): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}

/** A deadline: 1月19日 18:00; the end of a day is its own 24:00. */
export function deadlineWords(at: Date): string {
  const day = businessDate(addMinutes(at, -1))
  const minutes = Math.round((at.getTime() - startOfDay(day).getTime()) / 60_000)
  return `${dayWords(day)} ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** “1月19日 18:00 前发出，1月22日前送达”; the last day counts. */
export function promiseWords({ shipBy, arriveBy }: { shipBy: Date; arriveBy: BusinessDate }): string {
  return `${deadlineWords(shipBy)} 前发出，最晚 ${dayWords(arriveBy)}送达`
}

export const goodsTypes = ['FRESH', 'FROZEN', 'DRIED', 'LIQUID', 'NON_FOOD'] as const satisfies readonly GoodsType[]

export const goodsTypeNames: Record<GoodsType, string> = { FRESH: '鲜果鲜菜', FROZEN: '冷冻食品', DRIED: '干货', LIQUID: '液体', NON_FOOD: '非食品' }

/** 鲜果鲜菜、冷冻食品 */
export function goodsTypesWords(types: readonly GoodsType[]): string {
  return types.map((type) => goodsTypeNames[type]).join('、')
}

/** The whole tariff, in the words of the rule that charges it. */
export function tariffWords(tables: ShippingTables): string[] {
  const stopped = Object.keys(tables.zoneOfProvince).flatMap((code) => {
    const types = [...stoppedTypes(tables, code)]
    return types.length > 0 ? [`${placeName(code) ?? code}：${goodsTypesWords(types)}暂不配送`] : []
  })
  const unserved = provinceTiles.filter(({ code }) => zoneOf(tables, code) === null).map(({ name }) => name)
  return [
    ...tables.zones.map((zone) => `${zone.name}：${freightSentence(zone)}`),
    ...stopped,
    ...(unserved.length > 0 ? [`${unserved.join('、')}：暂不配送`] : []),
  ]
}
