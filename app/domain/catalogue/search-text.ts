/** What a shopper may type a part of to find a listing: one lower-case line. */
export function searchTextOf(listing: {
  title: string
  subtitle: string
  categoryName: string
  regimentName: string
  town: string | null
  merchantName: string
  grade: string
}): string {
  const { title, subtitle, categoryName, regimentName, town, merchantName, grade } = listing
  return [title, subtitle, grade, categoryName, regimentName, town ?? '', merchantName]
    .filter(Boolean)
    .join(' ')
    .normalize('NFKC')
    .toLowerCase()
}
