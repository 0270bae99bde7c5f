/**
 * the only number that may stand where something is said to be limited: units that can
 * really be had. Promised units of a promotion count no further than the stock behind them.
 * 0: it is sold out, and the page says so at once.
 */
export function realCounter(stock: { onHand: number; held: number; committed: number }, promised: { promised: number; taken: number } | null = null): number {
  const free = Math.max(0, stock.onHand - stock.held - stock.committed)
  return promised ? Math.max(0, Math.min(free, promised.promised - promised.taken)) : free
}
