import { expect, test } from 'vitest'
import { addUp, playwrightCounts, vitestCounts } from '#tests/setup/counts.ts'

const file = (status: string, assertions: number) => ({ status, assertionResults: Array.from({ length: assertions }, () => ({})) })
const vitest = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [file('passed', 7)] }
const playwright = { stats: { expected: 3, flaky: 1, unexpected: 0, skipped: 2 }, errors: [] }

test.each([
  ['all well', vitestCounts(vitest, 0), { passed: 7, failed: 0, skipped: 2 }],
  ['a failed test', vitestCounts({ ...vitest, numFailedTests: 2 }, 1), { passed: 7, failed: 2, skipped: 2 }],
  [
    'a file that does not load',
    vitestCounts({ ...vitest, testResults: [...vitest.testResults, file('failed', 0)] }, 1),
    { passed: 7, failed: 1, skipped: 2 },
  ],
  ['an error outside of tests', vitestCounts(vitest, 1), { passed: 7, failed: 1, skipped: 2 }],
  ['no report', vitestCounts(null, 1), { passed: 0, failed: 1, skipped: 0 }],
  ['all well in the browser', playwrightCounts(playwright, 0), { passed: 4, failed: 0, skipped: 2 }],
  ['a server that does not start', playwrightCounts({ ...playwright, errors: [{}] }, 1), { passed: 4, failed: 1, skipped: 2 }],
  ['no report of the browser', playwrightCounts(null, null), { passed: 0, failed: 1, skipped: 0 }],
])('%s is counted', (_, counts, expected) => {
  expect(counts).toEqual(expected)
})

test('runners are added up', () => {
  expect(addUp([{ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 }])).toEqual({
    passed: 11,
    failed: 22,
    skipped: 33,
  })
})
