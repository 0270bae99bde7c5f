import { seededRandom } from '#app/domain/random.ts'
import type { Failpoint } from '#app/infra/failpoint.server.ts'

export type Victim = 'web' | 'worker' | 'database'
/** How a database goes: SIGKILL of the postmaster or of one of its servers, at once, or asked to. */
export type DatabaseEnd = 'kill' | 'kill-one' | 'immediate' | 'fast'

export type Blow = {
  victim: Victim
  /** Only of a database. */
  end: DatabaseEnd
  at:
    /** A passing of a failpoint in a process of this kind. A database dies while that process stands still there. */
    | { kind: 'point'; in: 'web' | 'worker'; place: Failpoint; passing: number }
    /** K8: the moment when a shopper pays at the provider. */
    | { kind: 'pays' }
    | { kind: 'moment'; afterMs: number }
  /** How long whoever stood still at a failpoint goes on standing after the database died. */
  standsMs: number
}

/** What a shopper does after placing; see shopper.ts. */
export type Habit = 'comes-back' | 'closes-browser' | 'takes-back' | 'clicks-twice' | 'gives-up' | 'cancels-while-paying' | 'walks-away' | 'pays-late'
export type Webhooks = 'normal' | 'duplicate' | 'late' | 'never' | 'out_of_order'

export type ShopperPlan = {
  habit: Habit
  signedIn: boolean
  /** Which of the run's three SKUs, and how many of each; the first is of the slow merchant. */
  goods: readonly number[]
  webhooks: Webhooks
  /** Between two steps. */
  pauseMs: number
}

export type Plan = { seed: number; blows: Blow[]; shoppers: ShopperPlan[]; /** The provider refuses this many requests for refunds for the moment. */ refusedRefunds: number }

const webPlaces: readonly (readonly [Failpoint, number])[] = [
  ['K1', 2], ['K2', 2], ['K3', 3], ['K4', 3], ['K5', 4], ['K6', 3], ['K7', 2], ['K9', 2], ['K10', 3], ['K11', 3], ['K12', 3], ['K13', 4], ['K13b', 4],
  ['K15', 3], ['K16', 3], ['K16b', 4], ['K17', 3], ['C1', 3], ['C2', 3],
]
const workerPlaces: readonly (readonly [Failpoint, number])[] = [
  ['K12', 2], ['K13', 3], ['K13b', 3], ['K14', 4], ['K16', 3], ['K16b', 4], ['K17', 4], ['C1', 3], ['C2', 3],
]
const ends: readonly (readonly [DatabaseEnd, number])[] = [['kill', 4], ['kill-one', 2], ['immediate', 2], ['fast', 2]]

const habits: readonly (readonly [Habit, number])[] = [
  ['comes-back', 3], ['closes-browser', 2], ['takes-back', 2], ['clicks-twice', 2], ['gives-up', 1], ['cancels-while-paying', 2], ['walks-away', 1], ['pays-late', 2],
]

/** The whole run from its seed: who is lost where or when, and what the shoppers do. */
export function planRun(seed: number): Plan {
  const random = seededRandom(seed)
  const first = blow(random, random.pick([['web', 45], ['worker', 30], ['database', 25]]))
  const blows = [first]
  // Who asked the provider and was lost leaves a question to whoever closes the order.
  if (first.victim === 'web' && first.at.kind === 'point' && (first.at.place === 'K4' || first.at.place === 'K5') && random.chance(60))
    blows.push({ ...first, victim: random.pick([['worker', 3], ['database', 1]]), at: { kind: 'point', in: 'worker', place: random.pick([['K4', 1], ['K5', 2], ['K6', 2]]), passing: 1 } })
  else if (random.chance(20)) blows.push(blow(random, random.pick([['web', 1], ['worker', 1], ['database', 1]])))
  const inWorker = blows.some(({ at }) => at.kind === 'point' && at.in === 'worker' && /^K1[67]/.test(at.place))
  const walkers = blows.length > 1 && first.at.kind === 'point' && /^K[45]$/.test(first.at.place)
  // Four of their own mind, after one each of those whose steps every place needs.
  const wanted: Habit[] = ['takes-back', walkers ? 'walks-away' : 'closes-browser', random.pick([['cancels-while-paying', 1], ['gives-up', 1], ['walks-away', 2]]), random.pick(habits), random.pick(habits)]
  return { seed, blows, shoppers: wanted.map((habit) => shopper(random, habit)), refusedRefunds: inWorker ? 1 : random.chance(15) ? 1 : 0 }
}

type Random = ReturnType<typeof seededRandom>

function blow(random: Random, victim: Victim): Blow {
  const end = random.pick(ends)
  const standsMs = random.below(400)
  const kind = random.pick([['point', 65], ['pays', 8], ['moment', 27]] as const)
  if (kind === 'pays') return { victim, end, standsMs, at: { kind } }
  // Later for workers, which have little to do before anybody has paid.
  if (kind === 'moment') return { victim, end, standsMs, at: { kind, afterMs: random.below(victim === 'worker' ? 1_600 : 900) } }
  const where = victim === 'database' ? random.pick([['web', 3], ['worker', 1]] as const) : victim
  const place = random.pick(where === 'web' ? webPlaces : workerPlaces)
  const often = place === 'K1' || place === 'K2' || place === 'K3' || place === 'K9' || place === 'K10' || place === 'K12'
  return { victim, end, standsMs, at: { kind, in: where, place, passing: often ? 1 + random.below(4) : random.chance(80) ? 1 : 2 } }
}

function shopper(random: Random, habit: Habit): ShopperPlan {
  const goods = [habit === 'takes-back' || random.chance(60) ? 1 : 0, random.below(2), random.below(3)]
  // Where no notice comes, only the worker can find out what became of a payment or a refund.
  const webhooks = (habit === 'closes-browser' || habit === 'takes-back') && random.chance(60) ? 'never' : random.pick<Webhooks>([['normal', 5], ['duplicate', 2], ['late', 1], ['never', 2], ['out_of_order', 2]])
  return { habit, signedIn: random.chance(60), goods: goods.some((quantity) => quantity > 0) ? goods : [1, 0, 1], webhooks, pauseMs: random.below(60) }
}

export function describeBlow({ victim, end, at }: Blow): string {
  const who = victim === 'database' ? `database (${end})` : victim
  if (at.kind === 'pays') return `${who} at K8`
  if (at.kind === 'moment') return `${who} after ${at.afterMs} ms`
  return `${who} at ${victim === 'database' ? `${at.in} ` : ''}${at.place}:${at.passing}`
}
