import type { PhotoView } from '#app/domain/catalogue/photos.ts'
import type { ReturnPolicy } from '#app/domain/catalogue/return-policy.ts'
import type { ClosingBanner } from '#app/domain/law/closing-notice.ts'
import type { Fen } from '#app/domain/money.ts'

// What the catalogue's services hand to its pages.

/** Prices of one unit as pages show them, the same for everybody. */
export type ShelfView = {
  /** What it costs whoever buys it alone, before freight. */
  priceFen: Fen
  listFen: Fen
  /** What freight counts of it. */
  freightGoodsFen: Fen
  /** Only with legal ground, and the words that say which. */
  struck: { fen: Fen; label: string } | null
  /** In the price, or within reach with more units; `words`: time, conditions and exclusions. */
  promotions: { name: string; inPrice: boolean; until: string; words: string }[]
}

/** A listing as lists show it: by the first of its specifications that can be had. */
export type ProductCard = {
  productId: string
  slug: string
  title: string
  subtitle: string
  motif: string
  /** The first of its photographs; without one the motif stands in. */
  photo: PhotoView | null
  categoryId: string
  regimentName: string
  returnPolicy: ReturnPolicy
  skuCode: string
  grade: string
  spec: string
  netGrams: number
  shelf: ShelfView
  /** More than one specification: the price is the lowest. */
  hasChoice: boolean
  isBundle: boolean
  soldOut: boolean
}

export type ListPage = { cards: ProductCard[]; total: number; page: number; pageCount: number }

export type FilterChoice = { value: string; label: string }
/** What a list can be narrowed by. */
export type FilterChoices = { categories: FilterChoice[]; regiments: FilterChoice[] }

export type SearchResult = ListPage & {
  /** Before the filters. */
  found: number
  /** More were found than a result shows. */
  capped: boolean
  /** What was looked for because nothing fits as typed, in words. */
  instead: string | null
  choices: FilterChoices
}

export type CategoryLink = { id: string; slug: string; name: string; motif: string; products: number }

export type ShopLink = { slug: string; name: string; motif: string; regimentName: string; town: string | null; products: number }

/** A door of the regiment street (团镇馆): a regiment and the shops that sell from it. */
export type StreetDoor = { regimentName: string; town: string | null; shops: ShopLink[] }

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
  shelf: ShelfView
  isBundle: boolean
  soldOut: boolean
  components: { name: string; netGrams: number; regimentName: string }[]
}

/** What every page of the storefront says about the site itself; nothing personal. */
export type SiteFacts = {
  demo: boolean
  icpNumber: string | null
  psbNumber: string | null
  /** R-30, on every page of the shop. */
  closing: ClosingBanner | null
  today: string
  newYearsEve: { date: string; daysLeft: number }
}

export type CardOrder = 'default' | 'price' | 'price-desc' | 'unit-price'

export type RegionChoice = { code: string; name: string; served: boolean }
export type RegionLists = { provinces: RegionChoice[]; cities: RegionChoice[]; districts: RegionChoice[] }
