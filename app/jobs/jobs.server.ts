import { businessNow, realNow } from '#app/infra/clock.server.ts'
import { drainOutbox } from '#app/services/outbox/drain-outbox.server.ts'
import { processInbox } from '#app/services/payment/process-inbox.server.ts'
import { closeDueCheckouts, reconcilePayments } from '#app/services/payment/reconcile-payments.server.ts'
import { runRefunds } from '#app/services/payment/run-refunds.server.ts'

/** A job does one pass and says how much it met; the worker around it only repeats. */
export type Job = {
  name: string
  /** Pause between passes when there was nothing to do. */
  everySeconds: number
  runOnce: () => Promise<number>
}

export const jobs: readonly Job[] = [
  { name: 'drain-outbox', everySeconds: 1, runOnce: drainOutbox },
  { name: 'process-inbox', everySeconds: 5, runOnce: processInbox },
  { name: 'close-due-checkouts', everySeconds: 5, runOnce: async () => closeDueCheckouts(await businessNow()) },
  { name: 'reconcile-payments', everySeconds: 10, runOnce: async () => reconcilePayments(realNow()) },
  { name: 'run-refunds', everySeconds: 5, runOnce: runRefunds },
]
