import { PrismaPg } from '@prisma/adapter-pg'
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { operatorConnection } from '../database/operator-connection.ts'
import { lockMigrations } from '../migrations/migration-lock.ts'
import { runScript } from '../migrations/run-script.ts'
import { describeScriptFailure, type ScriptFailure } from './schema-engine-error.ts'

const CHAR_OID = 18
const TEXT_OID = 25
const CONNECT_TIMEOUT_MS = 5000
/** https://pris.ly/d/migrate-advisory-locking */
const ADVISORY_LOCK = /^\s*SELECT pg_advisory_lock\(72707369\)\s*$/

/** A connection string as the driver wants it, with Prisma's own `?schema=` taken out. */
export type Target = { connectionString: string; schema: string }

/** @throws Error when `url` is no URL, or none is set (`migrate diff` between files needs none) */
export function parseTarget(url: string): Target {
  if (!URL.canParse(url)) throw new Error('The datasource URL is missing or malformed.')
  const parsed = new URL(url)
  const schema = parsed.searchParams.get('schema') ?? 'public'
  parsed.searchParams.delete('schema')
  return { connectionString: parsed.href, schema }
}

/** The same server and login, another database. */
export function withDatabase(target: Target, database: string): Target {
  const url = new URL(target.connectionString)
  url.pathname = `/${encodeURIComponent(database)}`
  return { ...target, connectionString: url.href }
}

/** One connection, closed when `work` is done. */
export async function withClient<T>(target: Target, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    ...operatorConnection(target.connectionString),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Makes the driver report `"char"` columns of the catalog as text: the adapter knows no type 18 and rejects the whole
 * result, which every introspection reads.
 */
function readCharAsText(): void {
  const addFields: unknown = Reflect.get(pg.Result.prototype, 'addFields')
  if (typeof addFields !== 'function') throw new Error('pg.Result has no addFields')
  Reflect.set(pg.Result.prototype, 'addFields', function (this: unknown, fields: pg.FieldDef[]) {
    for (const field of fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID
    return Reflect.apply(addFields, this, [fields])
  })
}

/** The engine reads `constraint_type` as one character and panics on text, so on any CHECK constraint. */
function withConstraintTypeAsCharacter(result: SqlResultSet): SqlResultSet {
  const columnTypes = result.columnTypes.map((type, index) =>
    result.columnNames[index] === 'constraint_type' ? ColumnTypeEnum.Character : type,
  )
  return { ...result, columnTypes }
}

function asAdapterError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error
  const { code = 'N/A', severity = 'ERROR', message, detail, column, hint } = error
  return new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint })
}

/** Called for every script that the database rejects: the engine passes less than half of the error on. */
type OnRejected = (failure: ScriptFailure) => void

/** `onDispose` runs after the connection is closed. */
async function openAdapter(
  target: Target,
  onRejected: OnRejected,
  onDispose: () => Promise<void>,
): Promise<SqlDriverAdapter> {
  // One connection that never idles out: the engine's advisory lock lives in its session.
  const pool = new pg.Pool({
    ...operatorConnection(target.connectionString),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    max: 1,
    idleTimeoutMillis: 0,
  })
  const adapter = await new PrismaPg(pool, { schema: target.schema }).connect()
  const holder = new pg.Client({
    ...operatorConnection(target.connectionString),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  let holding: Promise<unknown> | undefined
  /** In the place of Prisma's advisory lock; held until the engine has ended. */
  const locked = async (sql: string): Promise<boolean> => {
    if (!ADVISORY_LOCK.test(sql)) return false
    holding ??= holder.connect()
    await holding
    return lockMigrations(holder)
  }
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw: async (query) =>
      (await locked(query.sql))
        ? { columnNames: [], columnTypes: [], rows: [] }
        : withConstraintTypeAsCharacter(await adapter.queryRaw(query)),
    executeRaw: async (query) => ((await locked(query.sql)) ? 0 : adapter.executeRaw(query)),
    // The adapter's own splits at every semicolon, function bodies included.
    executeScript: async (script) => {
      if (await locked(script)) return
      await runScript(pool, target.schema, script).catch((error: unknown) => {
        onRejected(describeScriptFailure(script, error))
        throw asAdapterError(error)
      })
    },
    startTransaction: (isolationLevel) => adapter.startTransaction(isolationLevel),
    getConnectionInfo: () => adapter.getConnectionInfo(),
    dispose: async () => {
      if (holding) await holder.end()
      await pool.end()
      await onDispose()
    },
  }
}

/**
 * What the schema engine reads and writes through: `@prisma/adapter-pg`, with the places fixed where the engine
 * expects its native driver. The shadow database is made and dropped here, because the adapter given a connection
 * string "connects to the shadow" by connecting to the real one, and would replay every migration there.
 */
export function adapterFactory(url: string, onRejected: OnRejected): SqlMigrationAwareDriverAdapterFactory {
  readCharAsText()
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: async () => openAdapter(parseTarget(url), onRejected, () => Promise.resolve()),
    connectToShadowDb: async () => {
      const target = parseTarget(url)
      const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`
      const run = (sql: string) =>
        withClient(target, (client) => client.query(sql)).catch((error: unknown) => {
          throw asAdapterError(error)
        })
      await run(`CREATE DATABASE "${name}"`)
      return openAdapter(withDatabase(target, name), onRejected, async () => {
        // Not WITH (FORCE): that may not end an autovacuum worker, which a plain DROP ends by itself.
        await run(`DROP DATABASE "${name}"`)
      })
    },
  }
}
