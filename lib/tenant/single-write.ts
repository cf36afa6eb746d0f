import type pg from 'pg'
import { givingBack } from '../db/giving-back.ts'
import type { MainStatement } from '../db/round-trip.ts'
import { completingStatement } from './idempotency-claim.ts'
import type { Lend } from './lent-client.ts'
import { closing, opening } from './session-statements.ts'
import type { StatementRunner } from './statement-runner.ts'
import type { TenantSession } from './tenant-session.ts'

/** Work that was announced as a single statement has sent a second one: a defect of ours. */
export class NotSingleError extends Error {
  override readonly name = 'NotSingleError'
  constructor() {
    super('the work of a single statement is more than one')
  }
}

/** A write of one statement: what opens the session, what belongs to the COMMIT and itself are one round trip. */
export class SingleWrite implements StatementRunner {
  readonly #session: TenantSession
  readonly #lend: Lend
  #isSent = false

  constructor(session: TenantSession, lend: Lend) {
    this.#session = session
    this.#lend = lend
  }

  async run(statement: MainStatement): Promise<pg.QueryArrayResult> {
    if (this.#isSent) throw new NotSingleError()
    this.#isSent = true
    const { claim } = this.#session
    return this.#send(claim ? completingStatement(claim, statement) : statement)
  }

  async finish(): Promise<void> {
    if (!this.#isSent) await this.#send({ text: 'select' })
  }

  async undo(): Promise<void> {
    // A round trip that fails has undone itself.
  }

  async #send(main: MainStatement): Promise<pg.QueryArrayResult> {
    const session = this.#session
    const client = await this.#lend()
    session.ending = true
    // The key is completed by the statement itself, which alone knows what it makes.
    const after = closing({ claim: undefined, made: [], atCommit: session.atCommit })
    const plan = { before: opening(session, client.keepsNames), main, after }
    const result = await givingBack(client, client.sendTogether(plan, session))
    session.ending = false
    return result
  }
}
