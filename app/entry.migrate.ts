// For a release of processes that run apart: migrates the database of DATABASE_URL and
// seeds the reference data. Any number may run at once. `npm start` does it by itself.
import { env } from '#app/infra/env.server.ts'
import { migrate } from '#app/infra/migrate.server.ts'

const applied = await migrate(env().databaseUrl)
console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'Nothing to migrate.')
await import('#app/entry.seed.ts')
