import { formatYuan } from '#app/domain/money.ts'
import type { TakenBack } from '#app/domain/promotion/take-back.ts'
import { yuanWords } from '#app/domain/promotion/words.ts'

/**
 * Why a part that is taken back gives this refund, in words for the buyer: its goods and freight
 * at list price, less what the promotions no longer give: 商品 88.00 元；剩下的商品不再满 200 元，
 * “跨店每满200减30”少减 30.00 元.
 */
export function takeBackWords({ refundFen, listFen, fullFreightFen, lost }: Pick<TakenBack, 'refundFen' | 'listFen' | 'fullFreightFen' | 'lost'>): string {
  const goods = `商品 ${formatYuan(listFen)} 元${fullFreightFen > 0 ? `，运费 ${formatYuan(fullFreightFen)} 元` : ''}`
  const promotions = lost.map(({ name, amountFen, needFen }) => {
    const why = needFen === null ? '' : `剩下的商品不再满 ${yuanWords(needFen)} 元，`
    return `${why}“${name}”${amountFen > 0 ? '少' : '多'}减 ${formatYuan(Math.abs(amountFen))} 元`
  })
  const wantedFen = lost.reduce((fen, { amountFen }) => fen - amountFen, listFen + fullFreightFen)
  return [goods, ...promotions, ...(wantedFen < refundFen ? ['不够减的部分不用您补'] : [])].join('；')
}
