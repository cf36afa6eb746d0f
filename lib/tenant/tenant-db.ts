import { PrismaPg } from '@prisma/adapter-pg'
import { withAccelerate } from '@prisma/extension-accelerate'
import { attachDatabasePool } from '@vercel/functions'
import { connectionMode } from '../db/connection-mode.ts'
import { Prisma, PrismaClient } from '../db/generated/client.ts'
import { LoginCheck, type LoginRow } from '../db/login-check.ts'
import { recordStatement } from '../db/record-statement.ts'
import { sqlStateOf } from '../db/sql-state.ts'
import { currentTags } from '../db/statement-tag.ts'
import { env } from '../settings/env.ts'
import { count } from '../telemetry/meter.ts'
import { type NonTenantModel, nonTenantModels } from './models.ts'
import { scope } from './scope.ts'
import { TenantPool } from './tenant-pool.ts'
import { currentSession } from './tenant-session.ts'
import { withoutMergedReads } from './without-merged-reads.ts'

function scopedClient(pool: TenantPool) {
  return new PrismaClient({ adapter: new PrismaPg(pool) }).$extends(scope)
}

function overPostgres(databaseUrl: string, max: number) {
  const pool = new TenantPool(databaseUrl, max)
  attachDatabasePool(pool)
  const prisma = scopedClient(pool)
  return { mode: 'postgres' as const, pool, prisma, db: tenantDb(prisma) }
}

/** Over Accelerate every operation is one HTTP call; only raw statements can be seen from here. */
const instrumented = Prisma.defineExtension({
  name: 'instrumented',
  query: {
    async $allOperations({ model, operation, args, query }) {
      count('statements')
      count('roundTrips')
      const text = model ? `${model}.${operation}` : (rawText(args) ?? operation)
      const startedAt = performance.now()
      let failure: string | undefined
      try {
        return await query(args)
      } catch (error) {
        failure = sqlStateOf(error) ?? 'connection'
        throw error
      } finally {
        recordStatement({ text, startedAt, organizationId: currentSession()?.organizationId, failure })
      }
    },
  },
})

/** The text of raw SQL with its placeholders; in Prisma's unsafe form it comes before the values. */
function rawText(args: unknown): string | undefined {
  if (args instanceof Prisma.Sql) return args.text
  const text: unknown = Array.isArray(args) ? args[0] : undefined
  return typeof text === 'string' ? text : undefined
}

/**
 * Accelerate pools on its side. Its extension comes last, because its reads call the client that it was given: an
 * extension added after it would not see them. Its query cache is never used: the key does not know the tenant.
 */
function overAccelerate(accelerateUrl: string) {
  const bare = new PrismaClient({ accelerateUrl, comments: [() => ({ ...currentTags() })] }).$extends(
    instrumented,
  )
  const login = new LoginCheck('DATABASE_URL')
  return {
    mode: 'accelerate' as const,
    bare,
    /** Before the first statement: nothing else stands between it and the database. */
    checkLogin: () => login.pass((text, values) => bare.$queryRawUnsafe<LoginRow[]>(text, ...values)),
    // Statically known extensions would make two client types out of one; the cache options are not for tenant code.
    prisma: withoutCacheOptions(bare.$extends(scope).$extends(withAccelerate())),
  }
}

type ScopedPrisma = ReturnType<typeof scopedClient>

/** Accelerate's extension only adds optional arguments and cache methods: every call of ScopedPrisma works on it. */
function withoutCacheOptions(client: unknown): ScopedPrisma {
  return client as ScopedPrisma
}

export type AccelerateConnection = ReturnType<typeof overAccelerate>
type Connection = ReturnType<typeof overPostgres> | AccelerateConnection

let connection: Connection | undefined

/** The one client of this instance, made at first use. */
export function tenantConnection(): Connection {
  if (!connection) {
    const { DATABASE_URL, DATABASE_POOL_MAX } = env()
    connection =
      connectionMode(DATABASE_URL) === 'accelerate'
        ? overAccelerate(DATABASE_URL)
        : overPostgres(DATABASE_URL, DATABASE_POOL_MAX)
  }
  return connection
}

type Transaction = Parameters<Parameters<ScopedPrisma['$transaction']>[0]>[0]
const UNSAFE = [
  '$queryRawUnsafe',
  '$executeRawUnsafe',
  '$transaction',
  '$extends',
  '$connect',
  '$disconnect',
  '$on',
] as const
type Hidden = (typeof UNSAFE)[number] | Uncapitalize<NonTenantModel>

/** What tenant code works with: every model of the tenant, tagged raw SQL, and neither hard deletes nor unsafe SQL. */
export type TenantDb = {
  readonly [Key in Exclude<keyof Transaction, Hidden>]: Key extends `$${string}`
    ? Transaction[Key]
    : Omit<Transaction[Key], 'delete' | 'deleteMany'>
}

const keyOf = (model: string) => model.charAt(0).toLowerCase() + model.slice(1)
const HIDDEN: ReadonlySet<PropertyKey> = new Set([...UNSAFE, ...nonTenantModels.map(keyOf)])
const MODELS: ReadonlySet<PropertyKey> = new Set(Object.keys(Prisma.ModelName).map(keyOf))

/** A client or a transaction of Prisma's with the unsafe parts taken away at run time as well. */
export function tenantDb(prisma: Transaction): TenantDb {
  const models = new Map<PropertyKey, object>()
  return new Proxy(prisma, {
    get(target, key) {
      if (HIDDEN.has(key)) return undefined
      const value: unknown = Reflect.get(target, key)
      if (!MODELS.has(key) || typeof value !== 'object' || value === null) return value
      const model = models.get(key) ?? withoutMergedReads(value)
      models.set(key, model)
      return model
    },
  })
}

/** Closes the connections (tests, the dev stack). */
export async function closeTenantConnection(): Promise<void> {
  const closing = connection
  connection = undefined
  await closing?.prisma.$disconnect()
  if (closing?.mode === 'postgres') await closing.pool.end()
}
