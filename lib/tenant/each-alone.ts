import type pg from 'pg'
import { givingBack } from '../db/giving-back.ts'
import type { MainStatement } from '../db/round-trip.ts'
import type { Lend } from './lent-client.ts'
import { OutsideTenantError } from './outside-tenant-error.ts'
import { opening } from './session-statements.ts'
import type { StatementRunner } from './statement-runner.ts'
import type { TenantSession } from './tenant-session.ts'

/**
 * Reads at READ COMMITTED, where each statement has a snapshot of its own anyway: each is one transaction, with the
 * session opened in front of it, in one round trip. Between two of them no connection is held.
 */
export class EachAlone implements StatementRunner {
  readonly #session: TenantSession
  readonly #lend: Lend
  #hasRun = false

  constructor(session: TenantSession, lend: Lend) {
    this.#session = session
    this.#lend = lend
  }

  async run(statement: MainStatement): Promise<pg.QueryArrayResult> {
    this.#hasRun = true
    const client = await this.#lend()
    const before = opening(this.#session, client.keepsNames)
    const sent = client.sendTogether({ before, main: statement }, this.#session)
    const result = await givingBack(client, sent)
    // One that nobody awaited comes back when all is over.
    if (this.#session.closed) throw new OutsideTenantError()
    return result
  }

  /** Work without a statement still ends with an actor whose access was checked. */
  async finish(): Promise<void> {
    if (!this.#hasRun) await this.run({ text: 'select' })
  }

  async undo(): Promise<void> {
    // There is nothing to undo.
  }
}
