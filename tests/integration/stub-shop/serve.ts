import { createServer } from 'node:http'
import { PORT_TAKEN } from '#app/infra/launch/exit-codes.ts'

const WAITS_MS = 1_500

/** A process that keeps the launcher's promises and does nothing else. */
export function serve(): void {
  const { PROCESS_NAME: name, PORT, SANDBOX_PORT, HOST, APP_ORIGIN, DATABASE_URL, DATA_DIR, STRIPE_API_BASE, STUB_HANGS, STUB_WAITS } = process.env
  const port = { web: Number(PORT), sandbox: Number(SANDBOX_PORT) }[name ?? '']
  const log = (word: string) => console.log(JSON.stringify({ word, name, port, at: performance.timeOrigin + performance.now() }))
  const server = createServer((request, response) => {
    if (request.url === '/crash') process.exit(3)
    response.end(JSON.stringify({ pid: process.pid, origin: APP_ORIGIN, database: DATABASE_URL, sandbox: STRIPE_API_BASE, dataDir: DATA_DIR }))
  })
  server.once('error', () => process.exit(PORT_TAKEN))
  const listen = () => server.listen(port, HOST, () => process.send?.('listening'))
  if (port) setTimeout(listen, STUB_WAITS === name ? WAITS_MS : 0)
  else setInterval(() => undefined, 60_000)
  process.on('SIGTERM', () => {
    log('stopped')
    if (STUB_HANGS !== name) process.exit(0)
  })
  log('started')
}
