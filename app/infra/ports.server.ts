import { createServer } from 'node:net'

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

export class PortTaken extends Error {}

/**
 * The wanted port or the next free one.
 * @throws PortTaken where the port was set explicitly and somebody else has it.
 */
export async function choosePort(wanted: { port: number; explicit: boolean; host: string }): Promise<number> {
  for (let port = wanted.port; port < Math.min(wanted.port + 100, 65_536); port++) {
    if (await canListen(port, wanted.host)) return port
    if (wanted.explicit) throw new PortTaken(`端口 ${port} 已被占用，请换一个。 / Port ${port} is taken.`)
  }
  throw new PortTaken(`${wanted.port} 起的一百个端口都被占用。 / A hundred ports from ${wanted.port} on are taken.`)
}
