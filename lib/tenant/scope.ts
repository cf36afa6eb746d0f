import { Prisma } from '../db/generated/client.ts'
import { currentEntry, type Entry } from './entry.ts'
import { OutsideTenant } from './tenant-pool.ts'

/** Models without an organization; tenant code never touches them. */
const MACHINERY = new Set<string>(['QuotaSlot', 'QuotaDay'])
/** Ledgers and one-way tickets: never soft-deleted. */
const WITHOUT_DELETED_AT = new Set<string>(['OAuthState', 'SyncJob', 'SyncRun', 'AuditLog'])
const CREATES = new Set<string>(['create', 'createMany', 'createManyAndReturn'])
const DELETES = new Set<string>(['delete', 'deleteMany'])

type Where = Record<string, unknown>

/** A statement that cannot be kept to one tenant: a fault of the program. */
export class ScopeViolation extends Error {
  override readonly name = 'ScopeViolation'
}

/**
 * The caller's condition, kept to the entered organization and to live rows. The explicit predicate repeats what
 * row-level security enforces, because only it lets the planner see which organization is meant.
 */
function scopedWhere(model: string, given: unknown, entry: Entry): Where {
  const key = model === 'Organization' ? 'id' : 'organizationId'
  const where: Where = { ...(typeof given === 'object' ? given : undefined) }
  if (key in where && where[key] !== entry.organizationId) {
    throw new ScopeViolation(`${model}: the condition names another organization than the one entered`)
  }
  if ('deletedAt' in where && !entry.includeDeleted) {
    throw new ScopeViolation(`${model}: deleted rows are reached with { deleted: 'include' } only`)
  }
  where[key] = entry.organizationId
  if (!entry.includeDeleted && !WITHOUT_DELETED_AT.has(model)) where['deletedAt'] = null
  return where
}

/** The arguments of one operation with the tenant's condition added; creates get theirs from the column default. */
function scopedArgs(model: string, operation: string, args: object, entry: Entry): object {
  if (MACHINERY.has(model)) throw new ScopeViolation(`${model} is not a tenant's model`)
  if (DELETES.has(operation))
    throw new ScopeViolation(`${model}: rows are soft-deleted by function, never by ${operation}`)
  if (CREATES.has(operation)) return args
  return { ...args, where: scopedWhere(model, 'where' in args ? args.where : undefined, entry) }
}

/** Prisma's own refusals (a row not found) leave the transaction whole; an error of the driver has ended it. */
function failedInDatabase(error: unknown): boolean {
  const meta: unknown = error instanceof Error && 'meta' in error ? error.meta : undefined
  return typeof meta === 'object' && meta !== null && 'driverAdapterError' in meta
}

/** One static extension for every tenant: it reads the open `withTenant`, so a client made once serves all. */
export const scope = Prisma.defineExtension({
  name: 'tenant-scope',
  query: {
    async $allOperations({ model, operation, args, query }) {
      const entry = currentEntry()
      if (!entry || entry.closed) throw new OutsideTenant()
      entry.pending += 1
      try {
        return await query(model === undefined ? args : scopedArgs(model, operation, args, entry))
      } catch (error) {
        entry.broken ||= failedInDatabase(error)
        throw error
      } finally {
        entry.pending -= 1
      }
    },
  },
})
