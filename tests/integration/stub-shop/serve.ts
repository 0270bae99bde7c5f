import { createServer } from 'node:http'

/** A process that keeps the launcher's promises and does nothing else. */
export function serve(): void {
  const log = (word: string) => console.log(JSON.stringify({ word, process: process.env.PROCESS_NAME, at: Date.now() }))
  const server = createServer((request, response) => {
    if (request.url === '/crash') process.exit(3)
    response.end(JSON.stringify({ pid: process.pid, origin: process.env.APP_ORIGIN, stripe: process.env.STRIPE_API_BASE }))
  })
  const listens = process.env.PROCESS_NAME !== 'worker'
  const port = process.env.PROCESS_NAME === 'sandbox' ? process.env.SANDBOX_PORT : process.env.PORT
  if (listens) server.listen(Number(port), process.env.HOST, () => log('started'))
  else setInterval(() => undefined, 60_000)
  process.on('SIGTERM', () => {
    log('stopped')
    process.exit(0)
  })
}
