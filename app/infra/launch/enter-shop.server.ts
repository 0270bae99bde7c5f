import { startEmbeddedPostgres } from '#app/infra/embedded-postgres.server.ts'
import { readLaunchSettings, shopEnv } from '#app/infra/launch/launch-settings.server.ts'

export const DATABASE = 'nianhuo'

/**
 * For commands beside the shop (seed, verify, bench): gives this process the settings of
 * the shop of this data directory, and its database whether the shop is open or not. Call
 * it before `db` is imported, and what it gives when done.
 */
export async function enterShop(): Promise<() => Promise<void>> {
  const settings = readLaunchSettings(process.env, process.argv)
  // The shop may be open and have its ports: nothing is listened on here.
  const { env } = await shopEnv({ ...settings, webPort: beside(settings.webPort), sandboxPort: beside(settings.sandboxPort) })
  Object.assign(process.env, env)
  if (process.env.DATABASE_URL) return async () => {}

  const { port, explicit } = settings.databasePort
  const database = await startEmbeddedPostgres({ dataDir: settings.dataDir, port, explicitPort: explicit })
  await database.createDatabase(DATABASE)
  process.env.DATABASE_URL = database.databaseUrl(DATABASE)
  return async () => {
    if (!database.adopted) await database.stop()
  }
}

const beside = ({ port }: { port: number }) => ({ port, explicit: false })
