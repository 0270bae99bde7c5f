// The worker process: pg-boss is the alarm clock, the jobs do one pass each. Any number of
// workers may run, also at the same job: the rows say what is taken. A policy that lets only
// one work on a job would make all wait for one that was killed, until its job expires.
import { PgBoss } from 'pg-boss'
import { jobs } from '#app/jobs/jobs.server.ts'
import type { Job } from '#app/jobs/jobs.server.ts'
import { pool } from '#app/infra/db.server.ts'
import { logger } from '#app/infra/logger.server.ts'
import { listen } from '#app/infra/listen.server.ts'

// Handed-out jobs are marks of time, not records: gone a minute after they ran.
const KEEP_SECONDS = 60
/** One alarm of a job waits, however often it rings. */
const POLICY = 'short'
const RING_AGAIN_MS = 5_000

const boss = new PgBoss({
  db: { executeSql: (text: string, values?: unknown[]) => pool.query(text, values) },
  schema: 'pgboss',
})
boss.on('error', (error) => logger().error({ err: error }, 'pg-boss'))

/** Sets the alarm for the next pass; while the database is away, tries again. */
async function ring(name: string, afterSeconds = 0): Promise<void> {
  await boss.send(name, {}, { startAfter: afterSeconds }).catch(() => {
    setTimeout(() => void ring(name, afterSeconds), RING_AGAIN_MS).unref()
  })
}

async function register(job: Job): Promise<void> {
  // Made by an earlier release: the policy of a queue cannot be changed.
  const known = await boss.getQueue(job.name)
  if (known && known.policy !== POLICY) await boss.deleteQueue(job.name)
  await boss.createQueue(job.name, {
    policy: POLICY,
    retryLimit: 0,
    expireInSeconds: 300,
    deleteAfterSeconds: KEEP_SECONDS,
  })
  await boss.work(job.name, { pollingIntervalSeconds: 1 }, async () => {
    try {
      const met = await job.runOnce()
      if (met > 0) logger().info({ job: job.name, met }, 'job')
    } catch (error) {
      // The next alarm tries again; nothing hangs on one pass.
      logger().error({ err: error, job: job.name }, 'job failed')
    }
    if (job.everySeconds !== null) await ring(job.name, job.everySeconds)
  })
  // Starts the chain at once, and again every minute should it have broken.
  await boss.schedule(job.name, '* * * * *')
  await ring(job.name)
}

await boss.start()
for (const job of jobs) await register(job)
const alarm = listen('outbox', { onRing: () => void ring('drain-outbox') })
logger().info({ jobs: jobs.map((job) => job.name) }, 'worker started')

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await alarm.close()
  await boss.stop({ graceful: true, timeout: 20_000 })
  await pool.end()
  logger().info('worker stopped')
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
