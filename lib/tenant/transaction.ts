import type pg from 'pg'
import { giveBack } from '../db/giving-back.ts'
import type { MainStatement, PipelinedStatement } from '../db/round-trip.ts'
import type { Lend, LentClient } from './lent-client.ts'
import { OutsideTenantError } from './outside-tenant-error.ts'
import { closing, opening } from './session-statements.ts'
import type { StatementRunner } from './statement-runner.ts'
import type { TenantSession } from './tenant-session.ts'

/** Shorter than the server's own limits of a statement and of waiting for one, in milliseconds. */
const TIMEOUT_MS = 14_000

/** PostgreSQL responds to COMMIT of a failed transaction with a silent ROLLBACK. */
class CommitRolledBackError extends Error {
  readonly code = '25P02'
  readonly severity = 'ERROR'
  constructor() {
    super('the transaction had failed before; COMMIT became ROLLBACK')
  }
}

/** The work took too long; nothing of it was committed. Callers get what they get of the server's own time limits. */
class TransactionTimeoutError extends Error {
  readonly code = '25P04'
  constructor() {
    super(`the transaction was open for more than ${TIMEOUT_MS} ms`)
  }
}

/** Everything that happens in it becomes final at once, at the end; BEGIN goes along with the first statement. */
export class Transaction implements StatementRunner {
  readonly #session: TenantSession
  readonly #lend: Lend
  readonly #isolation: string
  #lending: Promise<LentClient> | undefined
  #undoing: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #isOpen = false
  #isTimedOut = false

  constructor(session: TenantSession, lend: Lend, isolation?: string) {
    this.#session = session
    this.#lend = lend
    this.#isolation = isolation ? ` ISOLATION LEVEL ${isolation}` : ''
  }

  async run(statement: MainStatement): Promise<pg.QueryArrayResult> {
    const client = await this.#client()
    return client.sendTogether({ before: this.#opening(client), main: statement }, this.#session)
  }

  async finish(): Promise<void> {
    const client = await this.#client()
    this.#session.ending = !this.#session.readOnly
    const before = [...this.#opening(client), ...(this.#session.readOnly ? [] : closing(this.#session))]
    const { command } = await client.sendTogether({ before, main: { text: 'COMMIT' } }, this.#session)
    if (command === 'ROLLBACK') throw new CommitRolledBackError()
    clearTimeout(this.#timer)
    giveBack(client)
  }

  undo(): Promise<void> {
    this.#undoing ??= this.#rollBack()
    return this.#undoing
  }

  /** The one connection of all statements. @throws TransactionTimeoutError */
  async #client(): Promise<LentClient> {
    this.#lending ??= this.#lend()
    const client = await this.#lending
    if (this.#isTimedOut) throw new TransactionTimeoutError()
    // A statement that nobody awaited gets its connection when all is over.
    if (this.#undoing) throw new OutsideTenantError()
    return client
  }

  #opening({ keepsNames }: LentClient): PipelinedStatement[] {
    if (this.#isOpen) return []
    this.#isOpen = true
    this.#timer = setTimeout(() => {
      this.#isTimedOut = true
      void this.undo()
    }, TIMEOUT_MS)
    const access = this.#session.readOnly ? ' READ ONLY' : ''
    return [{ text: `BEGIN${this.#isolation}${access}` }, ...opening(this.#session, keepsNames)]
  }

  async #rollBack(): Promise<void> {
    clearTimeout(this.#timer)
    const client = await this.#lending?.catch(() => undefined)
    if (!client) return
    try {
      if (this.#isOpen) await client.sendTogether({ before: [], main: { text: 'ROLLBACK' } }, this.#session)
      giveBack(client)
    } catch {
      // Why is known from the work itself. Whoever got this connection would be in the middle of something.
      client.release(true)
    }
  }
}
