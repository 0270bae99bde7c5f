import { phaseWindowWords } from '#app/domain/campaign/changes.ts'
import type { Phase, PhaseCode } from '#app/domain/campaign/content.ts'
import { phaseNames } from '#app/domain/campaign/content.ts'
import { nextPhase, phaseAt } from '#app/domain/campaign/phases.ts'
import { deadlineWords } from '#app/domain/shipping/words.ts'
import { addMinutes, businessDate, daysBetween } from '#app/domain/time.ts'

export type PhaseBanner = {
  code: PhaseCode
  title: string
  words: string
  /** When it ends, or from when to when it is; true as long as the page is kept. */
  when: string
  /** In days, for a page without a clock of its own. */
  left: string
  /** What the clock on the page runs towards. */
  until: Date
}

const wordsOf: Record<PhaseCode, string> = {
  enrolment: '商家正在备货报名',
  warmup: '先领券、先逛起来，活动价还没开始',
  presale: '付定金先订，按约定时间发货',
  opening: '首波年货开抢，拼团同时开始',
  live_special: '产地直播专场',
  peak: '全程力度最大的几天',
  origin_cutoff: '产地直发除夕前能送到的最后一段时间',
  hub_cutoff: '浙江前置仓除夕前能送到的最后一段时间',
  holiday: '春节照常下单，节后发出',
  encore: '返场到元宵，错过的再补上',
  closed: '本届已收官，售后照常',
}

/**
 * What the home page says of the phase at an instant, or of the next one; null before and
 * after all of them. Days are counted, so the words hold until midnight or the next boundary.
 */
export function phaseBanner(phases: readonly Phase[], now: Date): PhaseBanner | null {
  const phase = phaseAt(phases, now)
  if (phase) return { code: phase.code, title: phaseNames[phase.code], words: wordsOf[phase.code], ...endWords(phase, now) }
  const next = nextPhase(phases, now)
  if (!next) return null
  const days = daysBetween(businessDate(now), businessDate(next.startsAt))
  return { code: next.code, title: phaseNames[next.code], words: wordsOf[next.code], when: phaseWindowWords(next), left: days === 0 ? '今天开始' : `还有 ${days} 天开始`, until: next.startsAt }
}

function endWords({ code, endsAt }: Phase, now: Date): Pick<PhaseBanner, 'when' | 'left' | 'until'> {
  const verb = code === 'origin_cutoff' || code === 'hub_cutoff' ? '截单' : '结束'
  const days = daysBetween(businessDate(now), businessDate(addMinutes(endsAt, -1)))
  const at = deadlineWords(endsAt)
  return { when: `${days === 0 ? `今天 ${at.slice(-5)}` : at} ${verb}`, left: days === 0 ? `今天${verb}` : `还有 ${days} 天${verb}`, until: endsAt }
}

