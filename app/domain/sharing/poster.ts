import type { Fen } from '#app/domain/money.ts'

/** What a poster says; every word and figure is that of the product's page. */
export type PosterFacts = {
  title: string
  subtitle: string
  motif: string
  place: string
  grade: string
  spec: string
  netGrams: number
  priceFen: Fen
  struck: { fen: Fen; label: string } | null
  /** Names of promotions that are in the price, with their end. */
  promotions: { name: string; until: string }[]
  seller: string
  demo: boolean
  icpNumber: string | null
  /** The instant of the price, in words. */
  asOf: string
  /** Where the QR code leads, mark included. */
  link: string
}

export const POSTER = { width: 1080, height: 1920, qr: 300 } as const

/** The sentence under a shared link. */
export function shareSummary({ subtitle, place, spec, seller }: { subtitle: string; place: string; spec: string; seller: string }): string {
  return [subtitle, `产地 ${place}`, spec, `卖家 ${seller}`].filter((part) => part !== '').join(' · ')
}
