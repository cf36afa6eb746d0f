import { Prisma } from '../db/generated/client.ts'
import { isSoftDeleted, nonTenantModels } from './models.ts'
import { requireSession, type TenantSession } from './tenant-session.ts'

const CREATES = new Set<string>(['create', 'createMany', 'createManyAndReturn'])
const DELETES = new Set<string>(['delete', 'deleteMany'])
/** Those of one tick become one statement, whoever asked: tenantDb has them done by another operation. */
const MERGED = new Set<string>(['findUnique', 'findUniqueOrThrow'])
/** Prisma's cursor finds its row past every condition; Accelerate's cache does not know the tenant. */
const FORBIDDEN_ARGUMENTS = ['cursor', 'cacheStrategy']
/** https://www.prisma.io/docs/orm/reference/error-reference: a missing record or relation, an input that cannot be. */
const PRISMA_CHECKS = /^P20(1[4-9]|25)$/

type Where = Record<string, unknown>

/** A statement that cannot be kept to one tenant: a defect of the program. */
export class ScopeViolationError extends Error {
  override readonly name = 'ScopeViolationError'
}

/**
 * The caller's condition, kept to the session's organization and to live rows. The explicit predicate repeats what
 * row-level security enforces, because only it lets the planner see which organization is meant.
 */
function scopedWhere(model: string, given: unknown, session: TenantSession): Where {
  const key = model === 'Organization' ? 'id' : 'organizationId'
  const where: Where = { ...(typeof given === 'object' ? given : undefined) }
  if (key in where && where[key] !== session.organizationId) {
    throw new ScopeViolationError(`${model}: the condition names another organization than the session's`)
  }
  if ('deletedAt' in where && !session.includeDeleted) {
    throw new ScopeViolationError(`${model}: deleted rows are reached with { deleted: 'include' } only`)
  }
  where[key] = session.organizationId
  if (!session.includeDeleted && isSoftDeleted(model)) where['deletedAt'] = null
  return where
}

/** The arguments of one operation with the tenant's condition added; creates get theirs from the column default. */
function scopedArgs(model: string, operation: string, args: object, session: TenantSession): object {
  if (MERGED.has(operation))
    throw new ScopeViolationError(
      `${model}: Prisma merges look-ups by ${operation} with those of other tenants`,
    )
  if (nonTenantModels.includes(model)) throw new ScopeViolationError(`${model} is not a tenant's model`)
  if (DELETES.has(operation))
    throw new ScopeViolationError(`${model}: rows are soft-deleted by function, never by ${operation}`)
  const denied = FORBIDDEN_ARGUMENTS.find((argument) => argument in args)
  if (denied) throw new ScopeViolationError(`${model}: tenant code does not use ${denied}`)
  if (CREATES.has(operation)) return args
  return { ...args, where: scopedWhere(model, 'where' in args ? args.where : undefined, session) }
}

/**
 * Whether the state of the transaction is unknown from here on. Only errors that Prisma raises itself (an argument it
 * does not know, a row not found) and ours come without one of the database or of the connection.
 */
function isBroken(error: unknown): boolean {
  if (error instanceof ScopeViolationError || error instanceof Prisma.PrismaClientValidationError)
    return false
  return !(error instanceof Prisma.PrismaClientKnownRequestError && PRISMA_CHECKS.test(error.code))
}

/** One static extension for every tenant: it reads the open `withTenant`, so a client made once serves all. */
export const scope = Prisma.defineExtension({
  name: 'tenant-scope',
  query: {
    async $allOperations({ model, operation, args, query }) {
      const session = requireSession()
      session.pending += 1
      try {
        return await query(model === undefined ? args : scopedArgs(model, operation, args, session))
      } catch (error) {
        session.broken ||= isBroken(error)
        throw error
      } finally {
        session.pending -= 1
      }
    },
  },
})
