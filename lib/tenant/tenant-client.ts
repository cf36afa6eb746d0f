import type pg from 'pg'
import { InstrumentedClient, type Statement } from '../db/instrumented-client.ts'
import { sqlStateOf } from '../db/sql-state.ts'
import { count } from '../telemetry/meter.ts'
import { APPEND_AUDIT_ENTRIES } from './append-audit-entries.ts'
import { claimStatement, completeStatement } from './idempotency-claim.ts'
import { sessionStatement } from './session-claims.ts'
import type { TenantSession } from './tenant-session.ts'

const NO_ROWS = { rows: [], fields: [], rowCount: 0, command: '', oid: 0 }
const ISOLATION = /^SET TRANSACTION (ISOLATION LEVEL [A-Z ]+)$/

/** The response to the last of several messages in the pipeline, or the first failure among them. */
async function afterAll(before: Promise<pg.QueryResult>[], last: Promise<pg.QueryResult>) {
  for (const each of before) await each
  return last
}

/** PostgreSQL responds to COMMIT of a failed transaction with a silent ROLLBACK. */
class CommitRolledBackError extends Error {
  readonly code = '25P02'
  readonly severity = 'ERROR'
  constructor() {
    super('the transaction had failed before; COMMIT became ROLLBACK')
  }
}

/**
 * A connection that speaks for one tenant at a time. Prisma's BEGIN is held back and sent, with `app.enter`, in front
 * of the first statement: three pipelined messages, one round trip, and no statement runs where access was denied.
 */
export class TenantClient extends InstrumentedClient {
  #session: TenantSession | undefined
  #begin: string | undefined

  /** Binds the connection to one `withTenant`, or frees it. */
  serve(session: TenantSession | undefined): void {
    this.#session = session
    this.#begin = undefined
  }

  protected override organizationId(): string | undefined {
    return this.#session?.organizationId
  }

  protected override isReadOnlyByIntent(): boolean {
    return this.#session?.readOnly ?? false
  }

  override query(statement: Statement): Promise<pg.QueryResult> {
    const session = this.#session
    if (!session) return this.#send(statement)
    const text = typeof statement === 'string' ? statement : statement.text
    if (text === 'BEGIN') {
      this.#begin = session.readOnly ? 'BEGIN READ ONLY' : 'BEGIN'
      return Promise.resolve(NO_ROWS)
    }
    if (this.#begin !== undefined) return this.#open(session, this.#begin, statement, text)
    if (text === 'COMMIT') return this.#commit(session, statement)
    return this.#record(session, this.#send(statement))
  }

  #open(session: TenantSession, begin: string, statement: Statement, text: string): Promise<pg.QueryResult> {
    const isolation = ISOLATION.exec(text)?.[1]
    if (isolation) {
      this.#begin = `${begin}${session.readOnly ? ',' : ''} ${isolation}`
      return Promise.resolve(NO_ROWS)
    }
    this.#begin = undefined
    if (text === 'ROLLBACK') return Promise.resolve(NO_ROWS)
    const opened = [
      this.#pipeline(begin),
      this.#pipeline(sessionStatement(session.claims)),
      ...(session.claim ? [this.#pipeline(claimStatement(session.claim))] : []),
    ]
    const sent = text === 'COMMIT' ? this.#finish(session, statement) : this.#send(statement)
    sent.catch(() => undefined)
    return this.#record(session, afterAll(opened, sent))
  }

  /** A read has nothing to lose: its COMMIT is sent, and its response is read by the next use of the connection. */
  #commit(session: TenantSession, statement: Statement): Promise<pg.QueryResult> {
    if (session.readOnly) {
      this.#pipeline(statement).catch(() => undefined)
      return Promise.resolve(NO_ROWS)
    }
    return this.#record(session, this.#finish(session, statement))
  }

  /**
   * What belongs to the COMMIT is sent along with it: the idempotency key is completed and the entries of the audit log
   * are appended, under the limits of statements. Should one fail, COMMIT becomes a ROLLBACK.
   */
  async #finish(session: TenantSession, statement: Statement): Promise<pg.QueryResult> {
    const before = [
      ...(session.claim ? [this.#pipeline(completeStatement(session.claim, session.made))] : []),
      ...(session.readOnly ? [] : [this.#pipeline(APPEND_AUDIT_ENTRIES)]),
    ]
    const sent = this.#send(statement)
    sent.catch(() => undefined)
    const result = await afterAll(before, sent)
    if (result.command === 'ROLLBACK') throw new CommitRolledBackError()
    return result
  }

  #send(statement: Statement): Promise<pg.QueryResult> {
    count('statements')
    count('roundTrips')
    return this.#pipeline(statement)
  }

  #pipeline(statement: Statement): Promise<pg.QueryResult> {
    return super.query(statement)
  }

  #record(session: TenantSession, sent: Promise<pg.QueryResult>): Promise<pg.QueryResult> {
    return sent.catch((error: unknown) => {
      session.sqlState ??= sqlStateOf(error)
      throw error
    })
  }
}
