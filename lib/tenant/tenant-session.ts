import { AsyncLocalStorage } from 'node:async_hooks'
import type { IdempotencyClaim } from './idempotency-claim.ts'
import type { Tenant } from './tenant.ts'

export type Statement = { text: string; values: unknown[] }

/** One open `withTenant`: what the pool sends first, and what happened since. */
export type TenantSession = {
  readonly organizationId: string
  readonly readOnly: boolean
  readonly includeDeleted: boolean
  readonly statement: Statement
  /** The key that the request takes along with the entry, if it has one. */
  readonly claim: IdempotencyClaim | undefined
  /** Ids of what was made under that key, known when the work has ended. */
  made: readonly string[]
  /** Statements that were started and have not come back. */
  pending: number
  /** True once the work has ended: nothing may start any more. */
  closed: boolean
  /** SQLSTATE of the error that broke the transaction. */
  sqlState: string | undefined
  /** A statement failed in the database: nothing after it counts, whether or not the work goes on. */
  broken: boolean
}

/** An entry that nothing has happened in yet. */
export function openSession(
  tenant: Tenant,
  { readOnly = false, deleted, claim }: { readOnly?: boolean; deleted?: 'include'; claim?: IdempotencyClaim },
): TenantSession {
  const includeDeleted = deleted === 'include'
  return {
    organizationId: tenant.organizationId,
    readOnly,
    includeDeleted,
    statement: sessionStatement(tenant, includeDeleted),
    claim,
    made: [],
    pending: 0,
    closed: false,
    sqlState: undefined,
    broken: false,
  }
}

const storage = new AsyncLocalStorage<TenantSession>()

/** The `withTenant` that the calling code runs in, if any. */
export function currentSession(): TenantSession | undefined {
  return storage.getStore()
}

export function runInSession<T>(session: TenantSession, work: () => Promise<T>): Promise<T> {
  return storage.run(session, work)
}

/** The call of `app.enter` that opens a tenant; its arguments are the claims that the database checks. */
export function sessionStatement(tenant: Tenant, includeDeleted: boolean): Statement {
  const { actor } = tenant
  const text = 'select app.enter($1, $2, $3, $4, $5, $6, $7, $8, $9)'
  const claims = (id: string, needs: unknown, authenticatedAt: unknown, owner: unknown, fence: unknown) => ({
    text,
    values: [
      tenant.organizationId,
      actor.kind,
      id,
      needs,
      authenticatedAt,
      owner,
      fence,
      tenant.requestId,
      includeDeleted,
    ],
  })
  switch (actor.kind) {
    case 'user':
      return claims(actor.userId, actor.needs, actor.authenticatedAt, null, null)
    case 'run':
      return claims(actor.syncRunId, null, null, actor.leaseOwner, actor.fence)
    case 'refresh':
      return claims(actor.googleAccountId, null, null, actor.leaseOwner, actor.fence)
    default:
      return actor satisfies never
  }
}
