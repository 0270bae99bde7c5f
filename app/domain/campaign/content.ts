import type { GoodsType } from '#app/domain/catalogue/listing.ts'
import type { Fen } from '#app/domain/money.ts'

/** Phases of an edition in the order of the year; the two cut-offs are the days that lead up to them. */
export const PHASE_CODES = [
  'enrolment', 'warmup', 'presale', 'opening', 'live_special', 'peak', 'origin_cutoff', 'hub_cutoff', 'holiday', 'encore', 'closed',
] as const
export type PhaseCode = (typeof PHASE_CODES)[number]

export const phaseNames: Record<PhaseCode, string> = {
  enrolment: '招商报名',
  warmup: '预热',
  presale: '预售',
  opening: '开门红',
  live_special: '专场直播',
  peak: '爆发',
  origin_cutoff: '直发截单',
  hub_cutoff: '前置仓截单',
  holiday: '春节',
  encore: '返场',
  closed: '收官',
}

/** Half-open [startsAt, endsAt). Between two phases the shop sells as on any other day. */
export type Phase = { code: PhaseCode; startsAt: Date; endsAt: Date }

/** Everything that is given must fit; nothing given: all goods. */
export type VenueRule = {
  /** Heading of its goods in the venue, and the reason why they are there. */
  label: string
  categoryId?: string
  regimentId?: string
  goodsType?: GoodsType
  merchantId?: string
  bundle?: boolean
  /** Half-open [fromFen, untilFen). */
  fromFen?: Fen
  untilFen?: Fen
  /** Only goods that merchants have enrolled in the edition. */
  enrolled?: true
}

/** Goods put in front by hand. A paid place is marked 广告. */
export type VenuePin = { productId: string; paid: boolean; note: string }

export type Venue = {
  slug: string
  name: string
  intro: string
  motif: string
  rules: readonly VenueRule[]
  pins: readonly VenuePin[]
}

/** What operators edit and what a published version keeps. The first venue is the main one (主会场). */
export type CampaignContent = { phases: readonly Phase[]; venues: readonly Venue[] }

export const mainVenue = ({ venues }: CampaignContent): Venue | undefined => venues[0]

/** From the first phase to the end of the last, half-open; null without phases. */
export function campaignSpan({ phases }: Pick<CampaignContent, 'phases'>): { startsAt: Date; endsAt: Date } | null {
  if (phases.length === 0) return null
  return {
    startsAt: new Date(Math.min(...phases.map(({ startsAt }) => startsAt.getTime()))),
    endsAt: new Date(Math.max(...phases.map(({ endsAt }) => endsAt.getTime()))),
  }
}
