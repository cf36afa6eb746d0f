import { AsyncLocalStorage } from 'node:async_hooks'
import type { Prisma } from '../db/generated/client.ts'
import type { IdempotencyClaim } from './idempotency-claim.ts'
import { OutsideTenantError } from './outside-tenant-error.ts'
import { claimsOf, type SessionClaims } from './session-claims.ts'
import type { StatementRunner } from './statement-runner.ts'
import type { Tenant } from './tenant.ts'

/** One open `withTenant`: what opens it in the database, and what happened since. */
export type TenantSession = {
  readonly organizationId: string
  readonly readOnly: boolean
  readonly includeDeleted: boolean
  /** What `app.enter` is called with. */
  readonly claims: SessionClaims
  /** The idempotency key that is claimed as the session opens, if the request has one. */
  readonly claim: IdempotencyClaim | undefined
  /** False after a prepared statement has failed for being one. */
  readonly mayBePrepared: boolean
  /** From now on its statements are planned for their values. */
  plansForValues: boolean
  /** What goes along with the COMMIT, in order. */
  readonly atCommit: Prisma.Sql[]
  /** How its statements get to the server; over Accelerate that is Prisma's business. */
  runner: StatementRunner | undefined
  /** Ids of what was made under that key, known when the work has ended. */
  made: readonly string[]
  /** Statements that were started and have not come back. */
  pending: number
  /** True once the work has ended: nothing may start any more. */
  closed: boolean
  /** True once a writing transaction has nothing left but its COMMIT: a connection that is lost now leaves it unknown. */
  ending: boolean
  /** SQLSTATE of the error that broke the transaction. */
  sqlState: string | undefined
  /** A statement failed in the database: nothing after it counts, whether or not the work goes on. */
  broken: boolean
}

/** A session in which nothing has happened yet. */
export function openSession(
  tenant: Tenant,
  { readOnly = false, deleted, claim }: { readOnly?: boolean; deleted?: 'include'; claim?: IdempotencyClaim },
  mayBePrepared = true,
): TenantSession {
  const includeDeleted = deleted === 'include'
  return {
    organizationId: tenant.organizationId,
    readOnly,
    includeDeleted,
    claims: claimsOf(tenant, { includeDeleted, readOnly }),
    claim,
    mayBePrepared,
    plansForValues: false,
    atCommit: [],
    runner: undefined,
    made: [],
    pending: 0,
    closed: false,
    ending: false,
    sqlState: undefined,
    broken: false,
  }
}

const storage = new AsyncLocalStorage<TenantSession>()

/** The `withTenant` that the calling code runs in, if any. */
export function currentSession(): TenantSession | undefined {
  return storage.getStore()
}

/** The same, still open. @throws OutsideTenantError */
export function requireSession(): TenantSession {
  const session = currentSession()
  if (!session || session.closed) throw new OutsideTenantError()
  return session
}

export function runInSession<T>(session: TenantSession, work: () => Promise<T>): Promise<T> {
  return storage.run(session, work)
}
