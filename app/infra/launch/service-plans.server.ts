import { join } from 'node:path'
import { nearest } from '#app/infra/launch/launch-settings.server.ts'
import type { LaunchSettings, ShopEnv } from '#app/infra/launch/launch-settings.server.ts'
import type { ChildPlan } from '#app/infra/launch/supervisor.server.ts'

/** The processes of a shop in the order of their start. */
export function servicePlans(settings: LaunchSettings, shop: ShopEnv, sandboxPort: number): ChildPlan[] {
  const entry = (name: string) => join(settings.entries, name)
  // Read and compiled sources are kept: the next start takes two thirds of the time and of the memory.
  const env = { ...shop, NODE_COMPILE_CACHE: join(settings.dataDir, 'compiled') }
  const web = `http://${nearest(settings.host)}:${shop.PORT}`
  const sandbox: ChildPlan = {
    name: 'sandbox',
    entry: entry('entry.sandbox.ts'),
    env: {
      ...env,
      SANDBOX_PORT: String(sandboxPort),
      SANDBOX_ORIGIN: shop.STRIPE_API_BASE ?? '',
      SANDBOX_WEBHOOK_URL: `${web}/webhooks/stripe`,
    },
    listens: true,
    isReady: async () => true,
  }
  return [
    ...(settings.ownSandbox ? [sandbox] : []),
    { name: 'worker', entry: entry('entry.worker.ts'), env, listens: false, isReady: async () => true },
    { name: 'web', entry: entry('entry.web.ts'), env, listens: true, isReady: () => answersWell(`${web}/readyz`) },
  ]
}

async function answersWell(url: string): Promise<boolean> {
  return fetch(url).then((response) => response.ok, () => false)
}
