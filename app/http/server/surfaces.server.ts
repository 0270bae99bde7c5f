import type { ServerBuild } from '@remix-run/node'

const CONSOLES = ['merchant', 'command', 'operator'] as const
export type Surface = (typeof CONSOLES)[number] | 'shop' | 'all'

/** Where hydrated pages ask which routes the addresses they link to have, of whatever surface. */
const MANIFEST = '/__manifest'

/** What of the shop an address belongs to, `.data` requests of its pages included. */
export function surfaceOf(path: string): Surface {
  if (path === MANIFEST) return 'all'
  const [, first = ''] = path.split(/[/.]/, 2)
  return CONSOLES.find((name) => name === first) ?? 'shop'
}

/**
 * The build with one surface's routes alone. Remix ranks all its routes and compiles their
 * patterns anew for every request, so the shop's pages need not carry the consoles. An
 * address that no route has is answered by the shop's page for that on every surface.
 */
export function buildFor(surface: Surface, build: ServerBuild): ServerBuild {
  if (surface === 'all') return build
  const belongs = (id: string) => {
    const console = CONSOLES.find((name) => id.startsWith(`routes/${name}/`))
    if (console) return console === surface
    return surface === 'shop' || id === 'root' || id === 'routes/storefront/layout' || id === 'routes/storefront/not-found'
  }
  const own = <T>(routes: Record<string, T>) => Object.fromEntries(Object.entries(routes).filter(([id]) => belongs(id)))
  return { ...build, routes: own(build.routes), assets: { ...build.assets, routes: own(build.assets.routes) } }
}
