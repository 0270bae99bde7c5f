import { listParameters } from '#app/domain/catalogue/list-query.ts'
import { plainText } from '#app/domain/catalogue/search-terms.ts'
import { channels } from '#app/domain/sharing/touch.ts'

const filters = ['regiment', 'min', 'max', 'stock', 'return'] as const

// Which addresses show the same to everybody, and which of their parameters say what is
// shown. Everything else of a query (campaign marks, rubbish) makes no page of its own.
const pages: readonly { path: RegExp; parameters: readonly string[]; endless?: true }[] = [
  { path: /^\/$/, parameters: [] },
  { path: /^\/categories\/[\w-]{1,80}$/, parameters: [...filters, 'sort', 'page'] },
  { path: /^\/search$/, parameters: ['q', 'category', ...filters, 'sort', 'page'], endless: true },
  { path: /^\/fragments\/suggestions$/, parameters: ['q'], endless: true },
  { path: /^\/products\/[\w-]{1,80}$/, parameters: ['sku', 'province'] },
  { path: /^\/products\/[\w-]{1,80}\/reviews$/, parameters: ['page'] },
  { path: /^\/venues\/[\w-]{1,80}$/, parameters: [] },
  { path: /^\/shops\/[\w-]{1,80}$/, parameters: ['page'] },
  { path: /^\/licences$/, parameters: [] },
  { path: /^\/rules$/, parameters: [] },
  { path: /^\/rules\/[a-z]{1,20}$/, parameters: ['version'] },
]

// A page for each province, not for each thing that stands in the province's place; what a
// list does not understand shows the same as nothing.
const codes: Readonly<Record<string, RegExp>> = { ...listParameters, province: /^\d{2}0000$/ }

const LONGEST = 300
const LONGEST_QUERY = 40

// A click on a marked link is remembered first, then led to the page without the mark.
const MARKED = new RegExp(`[?&]ch=(?:${Object.keys(channels).join('|')})(?:&|$)`)

// No address that a browser sends has a fragment, so no address can ask for this by itself.
const ELDER = '#elder'

/** The address of a public page in its one form and how it is drawn, or null for everything else. */
export function pageKey(address: string, elder = false): string | null {
  const plain = plainKey(address)
  return plain !== null && elder ? `${plain}${ELDER}` : plain
}

/** What a key stands for. */
export function readPageKey(key: string): { address: string; elder: boolean } {
  return key.endsWith(ELDER) ? { address: key.slice(0, -ELDER.length), elder: true } : { address: key, elder: false }
}

function plainKey(address: string): string | null {
  if (address.length > LONGEST || MARKED.test(address)) return null
  const mark = address.indexOf('?')
  const path = mark < 0 ? address : address.slice(0, mark)
  const page = pages.find((candidate) => candidate.path.test(path))
  if (!page) return null
  if (mark < 0 || page.parameters.length === 0) return path
  const given = new URLSearchParams(address.slice(mark + 1))
  const known = new URLSearchParams()
  for (const name of page.parameters) {
    const value = given.get(name)
    const meant = value === null || name !== 'q' ? value?.trim() : queryOf(value, path === '/search')
    if (meant && (codes[name]?.test(meant) ?? true)) known.set(name, meant)
  }
  const query = known.toString()
  return query ? `${path}?${query}` : path
}

/** A result shows what was typed; suggestions only answer it. */
function queryOf(typed: string, shown: boolean): string {
  const text = typed.trim().replace(/\s+/gu, ' ').slice(0, LONGEST_QUERY)
  return shown ? text : plainText(text)
}

/** Whether there is no end of pages like this one: of searches, and of what narrows a list. */
export function isEndless(key: string): boolean {
  const [path = '', query = ''] = key.split('?')
  return pages.some((page) => page.endless && page.path.test(path)) || /(?:^|&)(?:regiment|min|max|stock|return)=/.test(query)
}
