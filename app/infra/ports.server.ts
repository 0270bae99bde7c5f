import { createServer } from 'node:net'

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

/**
 * The wanted port or the next free one.
 * @throws PortTaken where the port was set explicitly and somebody else has it.
 */
export async function choosePort(wanted: { port: number; explicit: boolean; host: string }): Promise<number> {
  for (let port = wanted.port; port < Math.min(wanted.port + 100, 65_536); port++) {
    const taken = await Promise.all(addressesOf(wanted.host).map((host) => isTaken(port, host)))
    if (!taken.includes(true)) return port
    if (wanted.explicit) throw new PortTaken(`端口 ${port} 已被占用，请换一个。 / Port ${port} is taken.`)
  }
  throw new PortTaken(`${wanted.port} 起的一百个端口都被占用。 / A hundred ports from ${wanted.port} on are taken.`)
}
