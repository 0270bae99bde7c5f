// The worker process: pg-boss is the alarm clock, the jobs do one pass each. Any number of
// workers may run; a queue of the policy "stately" hands a job to one of them at a time.
import { PgBoss } from 'pg-boss'
import { jobs } from '#app/jobs/jobs.server.ts'
import type { Job } from '#app/jobs/jobs.server.ts'
import { pool } from '#app/infra/db.server.ts'
import { logger } from '#app/infra/logger.server.ts'
import { listen } from '#app/infra/listen.server.ts'

// Handed-out jobs are marks of time, not records: gone a minute after they ran.
const KEEP_SECONDS = 60

const boss = new PgBoss({
  db: { executeSql: (text: string, values?: unknown[]) => pool.query(text, values) },
  schema: 'pgboss',
})
boss.on('error', (error) => logger().error({ err: error }, 'pg-boss'))

async function register(job: Job): Promise<void> {
  await boss.createQueue(job.name, {
    policy: 'stately',
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
    if (job.everySeconds !== null) await boss.send(job.name, {}, { startAfter: job.everySeconds })
  })
  // Starts the chain at once, and again every minute should it have broken.
  await boss.schedule(job.name, '* * * * *')
  await boss.send(job.name, {})
}

await boss.start()
for (const job of jobs) await register(job)
const alarm = listen('outbox', { onRing: () => void boss.send('drain-outbox', {}).catch(() => undefined) })
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
