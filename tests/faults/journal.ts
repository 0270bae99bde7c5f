import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'

type Series = { first: number; runs: number; /** What the code was. */ sources: string }
type Line = { seed: number; blows: string; wrong: string[]; ms: number }

/** The runs of a series that are done, on disk; a complete series and one of other sources begin anew. */
export function openJournal(path: string, series: Series): { done: ReadonlyMap<number, Line>; write: (line: Line) => void } {
  const [head = '', ...lines] = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  const kept = head === JSON.stringify(series) ? lines.flatMap(readLine) : []
  const done = new Map((kept.length < series.runs ? kept : []).map((line) => [line.seed, line]))
  if (done.size === 0) writeFileSync(path, `${JSON.stringify(series)}\n`)
  return {
    done,
    write: (line) => {
      done.set(line.seed, line)
      appendFileSync(path, `${JSON.stringify(line)}\n`)
    },
  }
}

/** A line that was cut off counts as not written. */
function readLine(text: string): Line[] {
  try {
    return [JSON.parse(text) as Line]
  } catch {
    return []
  }
}
