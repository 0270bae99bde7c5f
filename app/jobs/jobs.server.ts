import { businessNow, realNow } from '#app/infra/clock.server.ts'
import { indexWaitingListings } from '#app/services/catalogue/index-listings.server.ts'
import { receiveDueOrders } from '#app/services/order/confirm-receipt.server.ts'
import { drainOutbox } from '#app/services/outbox/drain-outbox.server.ts'
import { catchUpEvents } from '#app/services/payment/catch-up-events.server.ts'
import { processInbox } from '#app/services/payment/process-inbox.server.ts'
import { closeDueCheckouts, reconcilePayments } from '#app/services/payment/reconcile-payments.server.ts'
import { runRefunds } from '#app/services/payment/run-refunds.server.ts'
import { confirmBasePrices } from '#app/services/promotion/base-price-evidence.server.ts'
import { noticeBrokenPromises } from '#app/services/shipping/notice-broken-promises.server.ts'

/** A job does one pass and says how much it met; the worker around it only repeats. */
export type Job = {
  name: string
  /** Pause between passes; null where an alarm rings (and once a minute in any case). */
  everySeconds: number | null
  runOnce: () => Promise<number>
}

export const jobs: readonly Job[] = [
  { name: 'drain-outbox', everySeconds: null, runOnce: drainOutbox },
  { name: 'process-inbox', everySeconds: 10, runOnce: processInbox },
  { name: 'close-due-checkouts', everySeconds: 10, runOnce: async () => closeDueCheckouts(await businessNow()) },
  { name: 'reconcile-payments', everySeconds: 10, runOnce: async () => reconcilePayments(realNow()) },
  { name: 'run-refunds', everySeconds: 10, runOnce: runRefunds },
  { name: 'catch-up-events', everySeconds: 120, runOnce: () => catchUpEvents(realNow(), 1) },
  { name: 'sweep-events', everySeconds: 6 * 3_600, runOnce: () => catchUpEvents(realNow()) },
  { name: 'confirm-base-prices', everySeconds: 20, runOnce: async () => confirmBasePrices(await businessNow()) },
  { name: 'index-waiting-listings', everySeconds: 20, runOnce: indexWaitingListings },
  { name: 'receive-due-orders', everySeconds: 60, runOnce: async () => receiveDueOrders(await businessNow()) },
  { name: 'notice-broken-promises', everySeconds: 60, runOnce: async () => noticeBrokenPromises(await businessNow()) },
]
