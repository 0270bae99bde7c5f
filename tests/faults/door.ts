import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'

/** One address for several web processes: connections in turn, to the next one where nobody listens. */
export async function openDoor(port: number, targets: readonly number[]): Promise<{ close: () => Promise<void> }> {
  let turn = 0
  const open = new Set<Socket>()
  const server = createServer((visitor) => {
    open.add(visitor)
    visitor.once('close', () => open.delete(visitor))
    visitor.on('error', () => visitor.destroy())
    turn += 1
    enter(visitor, targets.map((_, place) => targets[(turn + place) % targets.length]!))
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return {
    close: () => {
      for (const visitor of open) visitor.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function enter(visitor: Socket, [target, ...others]: readonly number[]): void {
  if (target === undefined) return void visitor.destroy()
  const web = connect(target, '127.0.0.1')
  const refused = () => enter(visitor, others)
  web.once('error', refused)
  web.once('connect', () => {
    web.off('error', refused)
    web.on('error', () => visitor.destroy())
    // Who dies in the middle of an answer has not answered.
    web.once('close', () => visitor.destroy())
    visitor.once('close', () => web.destroy())
    visitor.pipe(web)
    web.pipe(visitor)
  })
}
