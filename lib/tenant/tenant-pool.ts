import type pg from 'pg'
import { isUndecided } from '../db/is-undecided.ts'
import { RetryingPool } from '../db/retrying-pool.ts'
import { runStatement } from '../db/run-statement.ts'
import { TenantClient } from './tenant-client.ts'
import { currentSession } from './tenant-session.ts'
import { UnknownOutcomeError } from './unknown-outcome-error.ts'

/** Thrown where code tries to reach tenant rows past `withTenant`: a defect of the program, never of a caller. */
export class OutsideTenantError extends Error {
  override readonly name = 'OutsideTenantError'
  constructor() {
    super('tenant rows are reached through withTenant only')
  }
}

/** The driver makes its connections by the class that it was given, so a pool of TenantClients holds nothing else. */
function asTenantClient(client: pg.ClientBase): TenantClient {
  if (client instanceof TenantClient) return client
  throw new OutsideTenantError()
}

/**
 * The pool under Prisma: it hands out connections inside a `withTenant` only, each bound to it until its release, and
 * rejects single queries, because those would run without a tenant.
 */
export class TenantPool extends RetryingPool {
  constructor(databaseUrl: string, max: number) {
    super('DATABASE_URL', databaseUrl, max, { pipeline: true, Client: TenantClient })
    this.on('release', (_error, client) => asTenantClient(client).serve(undefined))
  }

  override async connect(): Promise<pg.PoolClient> {
    const session = currentSession()
    if (!session || session.closed) throw new OutsideTenantError()
    const client = await super.connect()
    asTenantClient(client).serve(session)
    return client
  }

  override query(): never {
    throw new OutsideTenantError()
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
