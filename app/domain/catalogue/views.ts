import type { ReturnPolicy } from '#app/domain/catalogue/return-policy.ts'
import type { Fen } from '#app/domain/money.ts'

// What the catalogue's services hand to its pages.

/** A listing as lists show it: by the first of its specifications that can be had. */
export type ProductCard = {
  slug: string
  title: string
  subtitle: string
  motif: string
  categoryId: string
  regimentName: string
  returnPolicy: ReturnPolicy
  skuCode: string
  grade: string
  spec: string
  netGrams: number
  priceFen: Fen
  /** More than one specification: the price is the lowest. */
  hasChoice: boolean
  isBundle: boolean
  soldOut: boolean
}

export type ListPage = { cards: ProductCard[]; total: number; page: number; pageCount: number }

export type CategoryLink = { id: string; slug: string; name: string; motif: string; products: number }

export type ShopLink = { slug: string; name: string; motif: string; regimentName: string; town: string | null; products: number }

/** A seller's identity. */
export type Seller = {
  slug: string
  name: string
  legalName: string
  creditCode: string
  kind: string
  businessPlace: string
  contactPhone: string
  motif: string
  isDemo: boolean
}

export type SkuChoice = {
  id: string
  code: string
  grade: string
  spec: string
  netGrams: number
  priceFen: Fen
  isBundle: boolean
  soldOut: boolean
  components: { name: string; netGrams: number; regimentName: string }[]
}

/** What every page of the storefront says about the site itself; nothing personal. */
export type SiteFacts = {
  demo: boolean
  icpNumber: string | null
  psbNumber: string | null
  today: string
  newYearsEve: { date: string; daysLeft: number }
}

export type CardOrder = 'default' | 'price' | 'price-desc' | 'unit-price'

export type RegionChoice = { code: string; name: string; served: boolean }
export type RegionLists = { provinces: RegionChoice[]; cities: RegionChoice[]; districts: RegionChoice[] }
