import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '#app/infra/embedded-postgres.server.ts'
import { prepareTemplate } from '#tests/setup/template.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string
    template: string
  }
}

/** One server a run: that of DATABASE_URL, else an embedded one that need not survive. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL
  const server = given
    ? null
    : await startEmbeddedPostgres({ dataDir: process.env.TEST_DATA_DIR ?? '.cache/test', port: 54_500, durable: false })
  const serverUrl = given ?? server?.url ?? ''
  project.provide('serverUrl', serverUrl)
  project.provide('template', await prepareTemplate(serverUrl))
  return async () => {
    await server?.stop()
  }
}
