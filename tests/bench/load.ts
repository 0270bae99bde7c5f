import autocannon from 'autocannon'

export type Rate = { perSecond: number; p99Ms: number; failed: number }

/** Requests a second against one address, after a warm-up of a second. */
export async function rateOf(url: string, options: { connections?: number; seconds?: number; headers?: Record<string, string>; status?: number } = {}): Promise<Rate> {
  const { connections = 16, seconds = 4, headers = {}, status = 200 } = options
  await autocannon({ url, connections, duration: 1, headers })
  const result = await autocannon({ url, connections, duration: seconds, headers })
  const counts = Object.entries(result.statusCodeStats ?? {}).map(([code, { count }]) => ({ code, count: count ?? 0 }))
  const wanted = counts.find(({ code }) => code === String(status))?.count ?? 0
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  return { perSecond: result.requests.average, p99Ms: result.latency.p99, failed: all - wanted + result.errors + result.timeouts }
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}
