// Which addresses show the same to everybody, and which of their parameters say what is
// shown. Everything else of a query (campaign marks, rubbish) makes no page of its own.
const pages: readonly { path: RegExp; parameters: readonly string[] }[] = [
  { path: /^\/$/, parameters: [] },
  { path: /^\/categories\/[\w-]{1,80}$/, parameters: ['sort', 'page'] },
  { path: /^\/search$/, parameters: ['q', 'sort', 'page'] },
  { path: /^\/products\/[\w-]{1,80}$/, parameters: ['sku', 'province'] },
  { path: /^\/products\/[\w-]{1,80}\/reviews$/, parameters: ['page'] },
  { path: /^\/venues\/[\w-]{1,80}$/, parameters: [] },
  { path: /^\/shops\/[\w-]{1,80}$/, parameters: ['page'] },
  { path: /^\/licences$/, parameters: [] },
]

// A page for each province, not for each thing that stands in the province's place.
const codes: Readonly<Record<string, RegExp>> = { province: /^\d{2}0000$/ }

const LONGEST = 300

/** The address of a public page in its one form, or null for everything else. */
export function pageKey(address: string): string | null {
  if (address.length > LONGEST) return null
  const mark = address.indexOf('?')
  const path = mark < 0 ? address : address.slice(0, mark)
  const page = pages.find((candidate) => candidate.path.test(path))
  if (!page) return null
  if (mark < 0 || page.parameters.length === 0) return path
  const given = new URLSearchParams(address.slice(mark + 1))
  const known = new URLSearchParams()
  for (const name of page.parameters) {
    const value = given.get(name)
    if (value !== null && (codes[name]?.test(value) ?? true)) known.set(name, value)
  }
  const query = known.toString()
  return query ? `${path}?${query}` : path
}
