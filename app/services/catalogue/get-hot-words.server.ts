import type { SoldTitle } from '#app/domain/catalogue/suggest.ts'
import { hotWords } from '#app/domain/catalogue/suggest.ts'
import { addDays, businessDate } from '#app/domain/time.ts'
import { businessNow } from '#app/infra/clock.server.ts'
import { db, queryNamed } from '#app/infra/db.server.ts'
import { keptUntilRung } from '#app/infra/kept-until-rung.server.ts'
import { singleton } from '#app/infra/singleton.server.ts'
import { wordsThatAreFound } from '#app/services/catalogue/words-that-are-found.server.ts'

const DAYS = 30

/**
 * Up to eight words to begin with: the operators' own, then what sold most in the thirty days
 * before today. From the sales facts as a whole; nothing of it is about a person.
 */
export async function getHotWords(): Promise<string[]> {
  const today = businessDate(await businessNow())
  const { day, words } = await kept.get()
  if (day === today) return words
  kept.forget()
  return (await kept.get()).words
}

const kept = keptUntilRung('hot-words', load, { unheardMs: 0 })

async function load(): Promise<{ day: string; words: string[] }> {
  const day = businessDate(await businessNow())
  const [curated, names, sold] = await Promise.all([
    db.hotWord.findMany({ orderBy: [{ place: 'asc' }, { word: 'asc' }] }),
    db.searchWord.findMany({ where: { kind: { in: ['NAME', 'CATEGORY'] } }, select: { word: true } }),
    soldBeforeToday(day),
  ])
  const words = await wordsThatAreFound(
    hotWords({
      sold,
      names: names.map(({ word }) => word),
      pinned: curated.filter(({ hidden }) => !hidden).map(({ word }) => word),
      hidden: new Set(curated.filter(({ hidden }) => hidden).map(({ word }) => word)),
    }),
  )
  return { day, words }
}

// What has been sold before today does not change until midnight: facts are append-only. It
// is counted once a day in a process, not once a ring.
const counted = singleton<{ day: string; sold: Promise<SoldTitle[]> | null }>('hot-words-sold', () => ({ day: '', sold: null }))

function soldBeforeToday(day: string): Promise<SoldTitle[]> {
  if (counted.day !== day || !counted.sold) {
    const sold = queryNamed<SoldTitle>(
      'sold-by-name',
      `select name as title, sum(quantity)::int as units from sales_fact
        where business_date >= $1::date and business_date < $2::date and part = 'GOODS' group by name having sum(quantity) > 0`,
      [addDays(day, -DAYS), day],
    )
    Object.assign(counted, { day, sold })
    // Whoever waits is told; whoever comes next asks anew.
    sold.catch(() => Object.assign(counted, { sold: null }))
  }
  return counted.sold!
}
