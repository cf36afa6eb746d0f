import pg from 'pg'
import { InstrumentedClient } from '../db/instrumented-client.ts'
import { isUndecided } from '../db/is-undecided.ts'
import { RetryingPool } from '../db/retrying-pool.ts'
import type { MainStatement } from '../db/round-trip.ts'
import { runStatement } from '../db/run-statement.ts'
import { sqlStateOf } from '../db/sql-state.ts'
import type { LentClient } from './lent-client.ts'
import { OutsideTenantError } from './outside-tenant-error.ts'
import { requireSession, type TenantSession } from './tenant-session.ts'
import { UnknownOutcomeError } from './unknown-outcome-error.ts'

const NO_ROWS: pg.QueryArrayResult = { rows: [], fields: [], rowCount: 0, command: '', oid: 0 }

/** The driver makes its connections by the class that it was given, so the pool holds nothing else. */
function asLent(client: pg.PoolClient): LentClient {
  if (client instanceof InstrumentedClient) return client
  throw new TypeError('the pool was given another class of connections')
}

/**
 * The pool under Prisma: whatever Prisma sends goes to the server by the runner of the `withTenant` that it is sent in,
 * with that session opened in front of it, and without one nowhere.
 */
export class TenantPool extends RetryingPool {
  #isChecked = false

  constructor(databaseUrl: string, max: number) {
    super('DATABASE_URL', databaseUrl, max, { pipeline: true })
  }

  /** Before the first work: a connection is lent only after its login has been checked. */
  async checkLogin(): Promise<void> {
    if (this.#isChecked) return
    const client = await this.lend()
    client.release()
    this.#isChecked = true
  }

  /** A connection for a runner. */
  async lend(): Promise<LentClient> {
    return asLent(await super.connect())
  }

  /** A statement of Prisma's. */
  override query(statement: string | MainStatement): Promise<pg.QueryArrayResult> {
    return runIn(requireSession(), statement)
  }

  /** For a transaction of Prisma's own, around the several statements of one operation. */
  override async connect(): Promise<pg.PoolClient> {
    return new InnerTransaction(requireSession())
  }

  /** One call of a definer function before a tenant is known (uid → organization, the state of a consent). */
  callBeforeTenant<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    return runStatement<Row>(super.connect(), text, values)
  }

  /** The same for one that changes something. */
  async changeBeforeTenant<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    // Without a connection nothing was sent.
    const client = await super.connect()
    try {
      return await runStatement<Row>(Promise.resolve(client), text, values)
    } catch (error) {
      throw isUndecided(error) ? new UnknownOutcomeError(error) : error
    }
  }
}

/** A transaction inside the session's: it begins and ends with that, and what fails in it fails there. */
class InnerTransaction extends pg.Client {
  readonly #session: TenantSession

  constructor(session: TenantSession) {
    super()
    this.#session = session
  }

  override async query(statement: string | MainStatement): Promise<pg.QueryArrayResult> {
    switch (textOf(statement)) {
      case 'BEGIN':
      case 'COMMIT':
        return NO_ROWS
      case 'ROLLBACK':
        this.#session.broken = true
        return NO_ROWS
      default:
        return runIn(this.#session, statement)
    }
  }

  release(): void {
    // It holds nothing: the connection is its runner's.
  }
}

function textOf(statement: string | MainStatement): string {
  return typeof statement === 'string' ? statement : statement.text
}

function runIn(session: TenantSession, statement: string | MainStatement): Promise<pg.QueryArrayResult> {
  if (!session.runner) throw new OutsideTenantError()
  const result = session.runner.run(typeof statement === 'string' ? { text: statement } : statement)
  return result.catch((error: unknown) => {
    // What broke the transaction decides what becomes of it, whatever the work makes of the error.
    session.sqlState ??= sqlStateOf(error)
    throw error
  })
}
