import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const LOOK_AGAIN_MS = 100

/** `localhost` also means ::1, where another program would get this shop's visitors. */
const addressesOf = (host: string) => (host === '127.0.0.1' || host === 'localhost' ? ['127.0.0.1', '::1'] : [host])

function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(true)
      // No IPv6 here: nobody else can listen there either.
      else if (host === '::1') resolve(false)
      else reject(error)
    })
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(false)))
  })
}

export class PortTaken extends Error {}

export const portTaken = (port: number) => new PortTaken(`端口 ${port} 已被占用，请换一个。 / Port ${port} is taken.`)

/**
 * The wanted port or the next free one.
 * @throws PortTaken where the port was set explicitly and somebody else has it.
 */
export async function choosePort(wanted: { port: number; explicit: boolean; host: string }): Promise<number> {
  for (let port = wanted.port; port < Math.min(wanted.port + 100, 65_536); port++) {
    if (await isFree(port, wanted.host)) return port
    if (!wanted.explicit) continue
    // Another launcher's look holds a port for an instant, too.
    await wait(LOOK_AGAIN_MS)
    if (await isFree(port, wanted.host)) return port
    throw portTaken(port)
  }
  throw new PortTaken(`${wanted.port} 起的一百个端口都被占用。 / A hundred ports from ${wanted.port} on are taken.`)
}

async function isFree(port: number, host: string): Promise<boolean> {
  const taken = await Promise.all(addressesOf(host).map((address) => isTaken(port, address)))
  return !taken.includes(true)
}
