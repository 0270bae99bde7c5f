import { createServer } from 'node:http'

/** A process that keeps the launcher's promises and does nothing else. */
export function serve(): void {
  const { PROCESS_NAME: name, PORT, SANDBOX_PORT, HOST, APP_ORIGIN, DATABASE_URL, STUB_HANGS } = process.env
  const log = (word: string) => console.log(JSON.stringify({ word, name, at: performance.timeOrigin + performance.now() }))
  const server = createServer((request, response) => {
    if (request.url === '/crash') process.exit(3)
    response.end(JSON.stringify({ pid: process.pid, origin: APP_ORIGIN, database: DATABASE_URL }))
  })
  const port = { web: PORT, sandbox: SANDBOX_PORT }[name ?? '']
  if (port) server.listen(Number(port), HOST)
  else setInterval(() => undefined, 60_000)
  process.on('SIGTERM', () => {
    log('stopped')
    if (STUB_HANGS !== name) process.exit(0)
  })
  log('started')
}
