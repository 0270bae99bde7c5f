import { unzipSync, zipSync } from 'fflate'

// Local time, because the format has no zone: the same bytes wherever it is made.
const ZIP_TIME = new Date(1980, 0, 1)

/**
 * An office file with equal bytes for equal content: entries in order of name, one time for
 * all of them, and the given instant as its date of making.
 */
export function zipAgain(bytes: Uint8Array, at: Date): Uint8Array {
  const entries = unzipSync(bytes)
  const core = entries['docProps/core.xml']
  if (core) entries['docProps/core.xml'] = new TextEncoder().encode(withDates(new TextDecoder().decode(core), at))
  const sorted = Object.fromEntries(
    Object.keys(entries)
      // Readers expect the list of parts first.
      .sort((a, b) => Number(b === '[Content_Types].xml') - Number(a === '[Content_Types].xml') || (a < b ? -1 : 1))
      .map((name) => [name, entries[name]!]),
  )
  return zipSync(sorted, { level: 6, mtime: ZIP_TIME })
}

function withDates(xml: string, at: Date): string {
  const stamp = `${at.toISOString().slice(0, 19)}Z`
  return xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)/g, `$1${stamp}$2`)
}
