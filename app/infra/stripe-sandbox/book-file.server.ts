import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export type EntryKind = 'session' | 'items' | 'metadata' | 'intent' | 'charge' | 'refund' | 'dispute' | 'event' | 'key'
/** How an object of the book stands from here on; of several entries the last one counts. */
export type Entry = { kind: EntryKind; id: string; value: unknown }

const NEWLINE = 10

/**
 * The sandbox's book on disk, a line an entry, so that payments outlive a restart as they
 * do at the provider. Other processes may add lines, too (the seed adds past payments).
 */
export class BookFile {
  readonly #file: number
  #readUntil = 0
  #unwritten = ''

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true })
    this.#file = openSync(path, 'a+', 0o600)
    const { size } = fstatSync(this.#file)
    const last = Buffer.alloc(1)
    if (size > 0) readSync(this.#file, last, 0, 1, size - 1)
    // A line that was cut off by a crash must not swallow the next one.
    if (size > 0 && last[0] !== NEWLINE) writeSync(this.#file, '\n')
  }

  /** @throws on a full disk; what did not fit is written with the next entries. */
  append(entries: readonly Entry[]): void {
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
    // What was tried before may stand there in part.
    const text = this.#unwritten ? `\n${this.#unwritten}${lines}` : lines
    this.#unwritten += lines
    for (let rest = Buffer.from(text); rest.length > 0; ) rest = rest.subarray(writeSync(this.#file, rest))
    this.#unwritten = ''
  }

  /** What was written since the last reading, by whomever. */
  read(): Entry[] {
    const { size } = fstatSync(this.#file)
    if (size <= this.#readUntil) return []
    const bytes = Buffer.alloc(size - this.#readUntil)
    const count = readSync(this.#file, bytes, 0, bytes.length, this.#readUntil)
    const whole = bytes.subarray(0, count).lastIndexOf(NEWLINE) + 1
    this.#readUntil += whole
    return bytes.toString('utf8', 0, whole).split('\n').flatMap(parseLine)
  }

  close(): void {
    try {
      this.append([])
    } catch {
      // Still no room: what did not fit goes with the process.
    }
    closeSync(this.#file)
  }
}

/** A line that was cut off counts as not written. */
function parseLine(line: string): Entry[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as Entry]
  } catch {
    return []
  }
}
