import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'

// Prisma's own schema engine as WebAssembly: nothing to download, the ordinary
// _prisma_migrations table, and the same diff that the command line makes.

export type Schema = { path: string; content: string }

export type SchemaTool = {
  /** Applies what is missing and gives the names. */
  apply: (migrations: MigrationList) => Promise<string[]>
  /** SQL that leads from one to the other; empty when they agree. */
  diff: (from: MigrationList | 'empty', to: Schema) => Promise<string>
}

const EVERYTHING = { externalTables: [], externalEnums: [] }

/** Opens the engine on a database for as long as `use` takes. */
export async function withSchemaEngine<T>(url: string, use: (tool: SchemaTool) => Promise<T>): Promise<T> {
  const { SchemaEngine } = await loadEngine()
  const adapters = new Adapters(url)
  let engine: SchemaEngine | undefined
  try {
    engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, bindMigrationAwareSqlAdapterFactory(adapters))
    return await use(toolOf(engine))
  } finally {
    engine?.free()
    await adapters.close()
  }
}

function toolOf(engine: SchemaEngine): SchemaTool {
  return {
    apply: async (migrationsList) => {
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: EVERYTHING })
      return appliedMigrationNames
    },
    diff: async (from, to) => {
      const { stdout, exitCode } = await engine.diff({
        from: from === 'empty' ? { tag: 'empty' } : { tag: 'migrations', ...from },
        to: { tag: 'schemaDatamodel', files: [to] },
        script: true,
        exitCode: true,
        filters: EVERYTHING,
      })
      return exitCode === 0 ? '' : (stdout ?? '')
    },
  }
}

type Bindings = typeof import('@prisma/schema-engine-wasm') & { __wbg_set_wasm: (exports: unknown) => void }
let loaded: Promise<Bindings> | undefined

function loadEngine(): Promise<Bindings> {
  loaded ??= (async () => {
    // Without it a panic of the engine hides its reason.
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => console.error(text) } })
    const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const bindings = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as Bindings
    const module = await WebAssembly.compile(readFileSync(script.replace(/\.js$/, '.wasm')))
    const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': { ...bindings } })
    bindings.__wbg_set_wasm(exports)
    ;(exports as { __wbindgen_start?: () => void }).__wbindgen_start?.()
    return bindings
  })()
  return loaded
}

/** Connections of the engine. The package's own factory leaves three things to be mended. */
class Adapters implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres'
  readonly adapterName = '@prisma/adapter-pg'
  #config: pg.PoolConfig
  #open = new Set<() => Promise<void>>()

  constructor(url: string) {
    const { hostname, port, username, password, pathname, search } = new URL(url)
    // Apart and not as an address: the shadow database differs by one of the parts.
    this.#config = {
      host: decodeURIComponent(hostname),
      port: Number(port || 5432),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
      database: decodeURIComponent(pathname.slice(1)),
      ...(/sslmode=(require|verify)/.test(search) ? { ssl: true } : {}),
    }
  }

  connect(): Promise<SqlDriverAdapter> {
    return this.#connect(this.#config)
  }

  /** First closes its connections and then drops the database, not the other way round. */
  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const database = `shadow_${randomUUID()}`
    await this.#maintain(`create database "${database}" template template0`)
    return this.#connect({ ...this.#config, database }, () => this.#maintain(`drop database "${database}" with (force)`))
  }

  async close(): Promise<void> {
    for (const dispose of [...this.#open]) await dispose()
  }

  async #connect(config: pg.PoolConfig, afterwards = async () => {}): Promise<SqlDriverAdapter> {
    const { pool, charColumns } = poolThatKnowsChar(config)
    const adapter = await new PrismaPg(pool).connect()
    const dispose = async () => {
      if (!this.#open.delete(dispose)) return
      await pool.end()
      await afterwards()
    }
    this.#open.add(dispose)
    return {
      provider: adapter.provider,
      adapterName: adapter.adapterName,
      executeRaw: (query) => adapter.executeRaw(query),
      startTransaction: (level) => adapter.startTransaction(level),
      getConnectionInfo: () => adapter.getConnectionInfo(),
      queryRaw: async (query) => {
        const result = await adapter.queryRaw(query)
        for (const at of charColumns.get(result.rows) ?? []) result.columnTypes[at] = ColumnTypeEnum.Character
        return result
      },
      // Whole: the package's own cuts at every semicolon, also inside of functions.
      executeScript: async (script) => {
        await pool.query(script)
      },
      dispose,
    }
  }

  async #maintain(statement: string): Promise<void> {
    const client = new pg.Client(this.#config)
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
}

const CHAR = 18
const BPCHAR = 1042

/**
 * The catalogue uses the type "char", which the adapter refuses; it passes as bpchar. The
 * engine wants int8 as text, whatever the application has told `pg` to make of it.
 */
function poolThatKnowsChar(config: pg.PoolConfig) {
  const pool = new pg.Pool({ ...config, max: 2 })
  const charColumns = new WeakMap<object, number[]>()
  const ask = pool.query.bind(pool) as unknown as (query: pg.QueryConfig | string) => Promise<pg.QueryResult | pg.QueryResult[]>
  const query = async (query: pg.QueryConfig | string) => {
    const types = typeof query === 'string' ? undefined : query.types
    const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
      oid === pg.types.builtins.INT8 ? (text: unknown) => text : (types ?? pg.types).getTypeParser(oid, format)
    const result = await ask(typeof query === 'string' ? query : { ...query, types: { getTypeParser } })
    if (Array.isArray(result)) return result
    const chars = result.fields.filter((field) => field.dataTypeID === CHAR)
    charColumns.set(result.rows, chars.map((field) => result.fields.indexOf(field)))
    for (const field of chars) field.dataTypeID = BPCHAR
    return result
  }
  Object.assign(pool, { query })
  return { pool, charColumns }
}
