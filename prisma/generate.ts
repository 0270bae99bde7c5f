// npm run generate: the Prisma client from schema.prisma, without any download.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { schemaHash } from '#app/entry.install.mjs'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const generated = at('../app/infra/generated')
const stamp = `${generated}/schema.sha256`

mkdirSync(generated, { recursive: true })
rmSync(stamp, { force: true })

const run = spawnSync(
  process.execPath,
  [at('../node_modules/prisma/build/index.js'), 'generate', '--schema', at('schema.prisma'), '--no-hints'],
  {
    encoding: 'utf8',
    env: {
      ...process.env,
      // Generating needs no schema engine, but the command line insists on finding one at
      // start and would fetch it; any executable keeps it quiet.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  },
)
if (run.status !== 0) {
  console.error(`${run.stdout}${run.stderr}`)
  console.error('数据库客户端没有生成成功。 / The database client could not be generated.')
  process.exit(1)
}
writeFileSync(stamp, schemaHash())
