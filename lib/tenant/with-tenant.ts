import { setTimeout as wait } from 'node:timers/promises'
import { Prisma } from '../db/generated/client.ts'
import { READ_ONLY } from '../db/instrumented-client.ts'
import { isUndecided } from '../db/is-undecided.ts'
import { isStaleStatement } from '../db/round-trip.ts'
import { sqlStateOf } from '../db/sql-state.ts'
import { spanned } from '../telemetry/trace.ts'
import { APPEND_AUDIT_ENTRIES } from './append-audit-entries.ts'
import { claimsRejectionOf } from './claims-rejected-error.ts'
import { type IdempotencyClaim, idempotencyConflict } from './idempotency-claim.ts'
import { runnerOf } from './runner-of.ts'
import { sessionSql } from './session-claims.ts'
import type { Tenant } from './tenant.ts'
import { accessDenialOf } from './tenant-access-denied-error.ts'
import { type AccelerateConnection, type TenantDb, tenantConnection, tenantDb } from './tenant-db.ts'
import { openSession, runInSession, type TenantSession } from './tenant-session.ts'
import { UnknownOutcomeError } from './unknown-outcome-error.ts'

export type { TenantDb } from './tenant-db.ts'

export type TenantOptions<Result = unknown> = {
  /** Every GET: PostgreSQL rejects writes, and the COMMIT costs no round trip. */
  readOnly?: boolean
  isolation?: 'RepeatableRead' | 'Serializable'
  /** The work is one statement at most: all that a write takes is one round trip. Over Accelerate it makes no difference. */
  single?: boolean
  /** Lets soft-deleted rows be seen and changed (restore, purge, the sync engine). */
  deleted?: 'include'
  /** Does the work once for an idempotency key, in the transaction that also records the ids of what was made. */
  claim?: IdempotencyClaim & { made: (result: Result) => readonly string[] }
}

const ATTEMPTS = 4
/** serialization_failure, deadlock_detected: PostgreSQL undid everything and asks for another try. */
const RETRYABLE = new Set(['40001', '40P01'])

/** A statement was started and not awaited: whether it ran inside the transaction would be chance. */
export class UnawaitedStatementError extends Error {
  override readonly name = 'UnawaitedStatementError'
  constructor() {
    super('a statement was not awaited before the work of withTenant ended')
  }
}

/** A statement failed and the work went on: PostgreSQL would respond to its COMMIT with a silent ROLLBACK. */
export class SwallowedFailureError extends Error {
  override readonly name = 'SwallowedFailureError'
  constructor() {
    super('a statement failed and its error was swallowed; nothing was committed')
  }
}

/** Work that was announced as a read has tried to write: a defect of ours, which no other server would take either. */
export class WriteInReadError extends Error {
  override readonly name = 'WriteInReadError'
  constructor() {
    super('a statement of a read-only transaction tried to write')
  }
}

/**
 * The only way to tenant rows. Runs `work` in one transaction that has entered `tenant`: all of it happens or none.
 * (A read without `isolation` enters with each statement, because at READ COMMITTED each has its own snapshot anyway.)
 * A read of n statements costs n round trips, a write n + 1, a `single` write one. After a serialization failure or a
 * deadlock the work runs again, so it must do nothing but talk to `db`: no calls to Google inside.
 *
 * @throws TenantAccessDeniedError when the database does not let the actor in · IdempotencyConflictError when the key of `claim` is used or busy
 * · UnknownOutcomeError when the COMMIT was sent and no response came
 * @throws ClaimsRejectedError when the database does not accept what the service has signed
 */
export async function withTenant<T>(
  tenant: Tenant,
  options: TenantOptions<T>,
  work: (db: TenantDb) => Promise<T>,
): Promise<T> {
  let mayBePrepared = true
  for (let attempt = 1; ; attempt += 1) {
    const session = openSession(tenant, options, mayBePrepared)
    const fields = { 'app.organization_id': tenant.organizationId, 'app.attempt': attempt }
    try {
      return await spanned('transaction', { fields }, () =>
        runInSession(session, () => runTransaction(session, options, work)),
      )
    } catch (error) {
      // Over Accelerate no connection of ours sees the SQLSTATE: Prisma's error carries it.
      const sqlState = session.sqlState ?? sqlStateOf(error)
      const denial = accessDenialOf(sqlState) ?? idempotencyConflict(sqlState) ?? claimsRejectionOf(sqlState)
      if (denial) throw denial
      if (sqlState === READ_ONLY && session.readOnly) throw new WriteInReadError()
      if (session.ending && isUndecided(error)) throw new UnknownOutcomeError(error)
      const isStale = mayBePrepared && isStaleStatement(sqlState)
      if (isStale) mayBePrepared = false
      if (attempt >= ATTEMPTS || !(isStale || RETRYABLE.has(sqlState ?? ''))) throw error
      await wait(2 ** attempt * 5 + Math.random() * 10)
    } finally {
      session.closed = true
    }
  }
}

async function runTransaction<T>(
  session: TenantSession,
  options: TenantOptions<T>,
  work: (db: TenantDb) => Promise<T>,
): Promise<T> {
  const connection = tenantConnection()
  if (connection.mode === 'accelerate') return runOverAccelerate(connection, session, options, work)
  await connection.pool.checkLogin()
  const runner = runnerOf(session, options, () => connection.pool.lend())
  session.runner = runner
  try {
    const result = await runWork(session, options, () => work(connection.db))
    await runner.finish()
    return result
  } catch (error) {
    await runner.undo()
    throw error
  }
}

/** Runs the work, and finds out whether it may become final. */
async function runWork<T>(
  session: TenantSession,
  { claim }: TenantOptions<T>,
  work: () => Promise<T>,
): Promise<T> {
  const result = await work()
  if (session.pending > 0) throw new UnawaitedStatementError()
  if (session.broken) throw new SwallowedFailureError()
  if (claim) session.made = claim.made(result)
  return result
}

/** No message can be pipelined there, so that what opens the session and what belongs to its COMMIT are statements of Prisma's. */
async function runOverAccelerate<T>(
  { prisma, checkLogin }: AccelerateConnection,
  session: TenantSession,
  options: TenantOptions<T>,
  work: (db: TenantDb) => Promise<T>,
): Promise<T> {
  await checkLogin()
  return prisma.$transaction(
    async (transaction) => {
      const db = tenantDb(transaction)
      await openSessionFirst(db, session)
      const result = await runWork(session, options, () => work(db))
      await completeLast(db, session)
      session.ending = !session.readOnly
      return result
    },
    {
      maxWait: 6_000,
      timeout: 14_000,
      ...(options.isolation && { isolationLevel: options.isolation }),
    },
  )
}

async function openSessionFirst(db: TenantDb, session: TenantSession): Promise<void> {
  await db.$queryRaw(sessionSql(session.claims))
  if (session.claim) {
    const { keyHash, fingerprint, status } = session.claim
    await db.$queryRaw`select app.claim_idempotency_key(${keyHash}, ${fingerprint}, ${status}::smallint)::text`
  }
}

async function completeLast(db: TenantDb, { atCommit, claim, made, readOnly }: TenantSession): Promise<void> {
  for (const statement of atCommit) await db.$executeRaw(statement)
  if (claim) await db.$queryRaw`select app.complete_idempotency_key(${claim.keyHash}, ${made}::uuid[])::text`
  if (!readOnly) await db.$executeRaw(Prisma.raw(APPEND_AUDIT_ENTRIES))
}
