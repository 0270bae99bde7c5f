// npm run faults -- --runs 300 --seed 1: runs of a whole shop of real processes in which
// somebody is lost; one line each. A series that was interrupted goes on where it stopped.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildOnce, sourcesHash } from '#app/infra/launch/build-once.server.ts'
import { openJournal } from '#tests/faults/journal.ts'
import { takePlace } from '#tests/faults/settings.ts'

// Small enough that every check of the whole database takes a moment.
const RUNS_A_DATABASE = 40

const { values } = parseArgs({ options: { runs: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' } } })
const [runs, first] = [Number(values.runs), Number(values.seed)]
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(first) || first < 0) throw new Error('--runs and --seed are whole numbers')

const folder = '.cache/faults'
const place = await takePlace(folder)
const journal = openJournal(join(folder, 'journal.jsonl'), { first, runs, sources: sourcesHash() })
if (journal.done.size > 0) console.log(`${journal.done.size} of ${runs} runs are in the journal already`)
await buildOnce(new AbortController().signal)

// After the settings are there: these modules read them when they load.
const { openShop } = await import('#tests/faults/shop.ts')
const { runSeed } = await import('#tests/faults/one-run.ts')
const startedAt = performance.now()
const shop = await openShop(place)
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (!stopping) console.log('ending with this run; the same command goes on with the next')
    stopping = true
  })
try {
  await runAll()
} finally {
  await shop.close()
}

async function runAll(): Promise<void> {
  let ofThisDatabase = 0
  for (let seed = first; seed < first + runs && !stopping; seed += 1) {
    if (journal.done.has(seed)) continue
    if (ofThisDatabase === RUNS_A_DATABASE) {
      await shop.renew()
      ofThisDatabase = 0
    }
    // What is wrong once stays wrong: after a fault the next run begins clean.
    ofThisDatabase = (await runAndTell(seed)) ? ofThisDatabase + 1 : RUNS_A_DATABASE
  }
}

async function runAndTell(seed: number): Promise<boolean> {
  const { blows, wrong, ms, histories } = await runSeed(shop, seed)
  const said = blows.map(({ blow, fell }) => (fell ? blow : `${blow} (not reached)`)).join(', ')
  journal.write({ seed, blows: said, wrong, ms })
  console.log(`${wrong.length === 0 ? '✓' : '✗'} ${String(seed).padEnd(6)} ${said} · ${(ms / 1000).toFixed(1)} s`)
  if (wrong.length === 0) return true
  for (const line of wrong) console.log(`    ${line}`)
  mkdirSync(join(folder, 'failed'), { recursive: true })
  writeFileSync(join(folder, 'failed', `${seed}.json`), `${JSON.stringify({ seed, blows, wrong, histories }, null, 2)}\n`)
  return false
}

const all = [...journal.done.values()]
const failed = all.filter(({ wrong }) => wrong.length > 0)
const tally = new Map<string, number>()
for (const { blows } of all) for (const blow of blows.split(', ')) tally.set(kindOf(blow), (tally.get(kindOf(blow)) ?? 0) + 1)
console.log([...tally].sort(([a], [b]) => a.localeCompare(b)).map(([kind, count]) => `${kind} ×${count}`).join(' · '))
for (const { seed } of failed) console.log(`again: npm run faults -- --runs 1 --seed ${seed}`)
console.log(`${Math.round((performance.now() - startedAt) / 1000)} s`)
console.log(`${all.length - failed.length} passed, ${failed.length} failed`)
process.exit(failed.length > 0 ? 1 : 0)

function kindOf(blow: string): string {
  return blow.includes('not reached') ? 'not reached' : blow.replace(/ \([^)]*\)/, '').replace(/:\d+/, '').replace(/after \d+ ms/, 'at random')
}
