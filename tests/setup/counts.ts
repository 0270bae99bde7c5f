import { z } from 'zod'

export type Counts = { passed: number; failed: number; skipped: number }

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), flaky: z.number(), unexpected: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
})

const lost: Counts = { passed: 0, failed: 1, skipped: 0 }

/** Files that could not be loaded have no tests to count and are counted as failed. */
export function vitestCounts(report: unknown, exitCode: number | null): Counts {
  const { data } = VitestReport.safeParse(report)
  if (!data) return lost
  const unloaded = data.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return honest(exitCode, {
    passed: data.numPassedTests,
    failed: data.numFailedTests + unloaded.length,
    skipped: data.numPendingTests + data.numTodoTests,
  })
}

export function playwrightCounts(report: unknown, exitCode: number | null): Counts {
  const { data } = PlaywrightReport.safeParse(report)
  if (!data) return lost
  const { expected, flaky, unexpected, skipped } = data.stats
  return honest(exitCode, { passed: expected + flaky, failed: unexpected + data.errors.length, skipped })
}

/** A runner that ends badly without a failed test has failed at something it does not count. */
function honest(exitCode: number | null, counts: Counts): Counts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

export function addUp(all: Counts[]): Counts {
  return all.reduce(
    (sum, counts) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}
