import type pg from 'pg'
import { sqlStateOf } from '../db/sql-state.ts'
import { type Statement, WatchedClient } from '../db/watched-client.ts'
import { count } from '../meter.ts'
import type { Entry } from './entry.ts'
import { completeStatement, claimStatement } from './idempotency-claim.ts'

const NO_ROWS = { rows: [], fields: [], rowCount: 0, command: '', oid: 0 }
const ISOLATION = /^SET TRANSACTION (ISOLATION LEVEL [A-Z ]+)$/

/** The answer to the last of several messages that are under way, or the first failure among them. */
async function afterAll(before: Promise<pg.QueryResult>[], last: Promise<pg.QueryResult>) {
  for (const each of before) await each
  return last
}

/** What PostgreSQL should have said: it answers COMMIT of a broken transaction with a quiet ROLLBACK. */
class CommitRolledBack extends Error {
  readonly code = '25P02'
  readonly severity = 'ERROR'
  constructor() {
    super('the transaction had failed before; COMMIT became ROLLBACK')
  }
}

/**
 * A connection that speaks for one tenant at a time. Prisma's BEGIN is held back and sent, with `app.enter`, in front
 * of the first statement: three pipelined messages, one round trip, and no statement runs where the entry was refused.
 */
export class TenantClient extends WatchedClient {
  #entry: Entry | undefined
  #begin: string | undefined

  /** Binds the connection to one `withTenant`, or frees it. */
  serve(entry: Entry | undefined): void {
    this.#entry = entry
    this.#begin = undefined
  }

  protected override organizationId(): string | undefined {
    return this.#entry?.organizationId
  }

  override query(statement: Statement): Promise<pg.QueryResult> {
    const entry = this.#entry
    if (!entry) return this.#send(statement)
    const text = typeof statement === 'string' ? statement : statement.text
    if (text === 'BEGIN') {
      this.#begin = entry.readOnly ? 'BEGIN READ ONLY' : 'BEGIN'
      return Promise.resolve(NO_ROWS)
    }
    if (this.#begin !== undefined) return this.#open(entry, this.#begin, statement, text)
    if (text === 'COMMIT') return this.#commit(entry, statement)
    return this.#note(entry, this.#send(statement))
  }

  #open(entry: Entry, begin: string, statement: Statement, text: string): Promise<pg.QueryResult> {
    const isolation = ISOLATION.exec(text)?.[1]
    if (isolation) {
      this.#begin = `${begin}${entry.readOnly ? ',' : ''} ${isolation}`
      return Promise.resolve(NO_ROWS)
    }
    this.#begin = undefined
    if (text === 'ROLLBACK') return Promise.resolve(NO_ROWS)
    const opened = [
      this.#pipeline(begin),
      this.#pipeline(entry.statement),
      ...(entry.claim ? [this.#pipeline(claimStatement(entry.claim))] : []),
    ]
    const answered = text === 'COMMIT' ? this.#finish(entry, statement) : this.#send(statement)
    answered.catch(() => undefined)
    return this.#note(entry, afterAll(opened, answered))
  }

  /** A read has nothing to lose: its COMMIT is sent, and the answer is collected by whoever uses the connection next. */
  #commit(entry: Entry, statement: Statement): Promise<pg.QueryResult> {
    if (entry.readOnly) {
      this.#pipeline(statement).catch(() => undefined)
      return Promise.resolve(NO_ROWS)
    }
    return this.#note(entry, this.#finish(entry, statement))
  }

  /** What was made under a key rides with the COMMIT: should that fail, COMMIT answers ROLLBACK. */
  async #finish(entry: Entry, statement: Statement): Promise<pg.QueryResult> {
    if (entry.claim) this.#pipeline(completeStatement(entry.claim, entry.made))
    const result = await this.#send(statement)
    if (result.command === 'ROLLBACK') throw new CommitRolledBack()
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

  #note(entry: Entry, answer: Promise<pg.QueryResult>): Promise<pg.QueryResult> {
    return answer.catch((error: unknown) => {
      entry.sqlState ??= sqlStateOf(error)
      throw error
    })
  }
}
