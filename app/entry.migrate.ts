// For a release of processes that run apart: migrates the database of DATABASE_URL and
// seeds the reference data. Any number may run at once. `npm start` does it by itself.
import { migrate } from '#app/infra/migrate.server.ts'

const applied = await migrate(process.env.DATABASE_URL ?? '')
console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'Nothing to migrate.')
await import('#app/entry.seed.ts')
