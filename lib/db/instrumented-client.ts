import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { z } from 'zod'
import { env } from '../settings/env.ts'
import { count } from '../telemetry/meter.ts'
import { PreparedStatements } from './prepared-statements.ts'
import { recordStatement } from './record-statement.ts'
import { type PipelinedStatement, RoundTrip, type RoundTripPlan } from './round-trip.ts'
import { tagged } from './statement-tag.ts'
import { WriteAbility } from './write-ability.ts'

export type ParameterizedStatement = { text: string; values: unknown[] }
export type Statement = string | { text: string; values?: unknown[] }

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: read_only_sql_transaction. */
export const READ_ONLY = '25006'

const WHICH_PROCESS = 'select pg_backend_pid()'

const ParameterStatus = z.object({ parameterName: z.string(), parameterValue: z.string() })

/** For whom a round trip is. */
export type Sender = {
  readonly organizationId: string
  /** Whether it is meant to write nothing. */
  readonly readOnly: boolean
  /** Whether its statements may keep a name on the server. */
  readonly mayBePrepared: boolean
  /** Whether the main one stays without a name all the same. */
  readonly plansForValues: boolean
}

/** A connection whose statements are recorded when they have come back. */
export class InstrumentedClient extends pg.Client {
  readonly writeAbility = new WriteAbility()
  /** Undefined where statements cannot keep a name, or as long as that is not known. */
  #prepared: PreparedStatements | undefined
  #isKnown = false
  #respondedAt = 0

  constructor(config?: pg.ClientConfig) {
    super(config)
    this.connection.on('parameterStatus', (message: unknown) => {
      const { data } = ParameterStatus.safeParse(message)
      if (data) this.writeAbility.reported(data.parameterName, data.parameterValue)
    })
  }

  /** Whether statements keep a name here, as far as that is known: not past a pooler that may lose count. */
  get keepsNames(): boolean {
    return this.#prepared !== undefined
  }

  /** One statement, with the names of its task before it. */
  override query(statement: Statement): Promise<pg.QueryResult> {
    const text = typeof statement === 'string' ? statement : statement.text
    const named = tagged(text)
    const sentAt = performance.now()
    const sent: Promise<pg.QueryResult> = super.query(
      typeof statement === 'string' ? named : { ...statement, text: named },
    )
    // One that was sent behind others began when those had come back.
    const since = () => Math.max(sentAt, this.#respondedAt)
    sent.then(
      () => this.#record(text, since()),
      (error: unknown) => this.#record(text, since(), error),
    )
    return sent
  }

  /** Several statements in one round trip; the result is that of the main one. See {@link RoundTrip}. */
  sendTogether(
    plan: RoundTripPlan,
    { organizationId, readOnly, mayBePrepared, plansForValues }: Sender,
  ): Promise<pg.QueryArrayResult> {
    count('statements')
    count('roundTrips')
    const before = this.#isKnown ? plan.before : [this.#learn(), ...plan.before]
    // Where the session has no names of the task, the statement has them, of which no other is the same then.
    const text = this.keepsNames ? plan.main.text : tagged(plan.main.text)
    const sentAt = performance.now()
    // What comes back is heard by the socket, which belongs to no task.
    const inTask = AsyncLocalStorage.snapshot()
    let startedAt: number | undefined
    return new Promise((resolve, reject) => {
      super.query(
        new RoundTrip(
          { ...plan, before, main: { ...plan.main, text, plansForValues } },
          mayBePrepared ? this.#prepared : undefined,
          (text, isMain, error) => {
            startedAt ??= Math.max(sentAt, this.#respondedAt)
            // All come back at once: what takes the time is the one that the round trip is for, or that has ended it.
            const since = isMain || error ? startedAt : performance.now()
            inTask(() => this.#record(text, since, error, organizationId, readOnly))
          },
          (error, result) => (result ? resolve(result) : reject(error)),
        ),
      )
    })
  }

  /**
   * Finds out whether statements can keep a name: straight at the server its process is the one that took the connection,
   * behind a pooler that hands out servers transaction by transaction it is another.
   */
  #learn(): PipelinedStatement {
    const { PREPARED_STATEMENTS } = env()
    return {
      text: WHICH_PROCESS,
      onRow: ([pid]) => {
        this.#isKnown = true
        const isStraight = Number(pid) === this.processID
        if (PREPARED_STATEMENTS === 'on' || (PREPARED_STATEMENTS === undefined && isStraight))
          this.#prepared ??= new PreparedStatements()
      },
    }
  }

  #record(
    text: string,
    startedAt: number,
    error?: unknown,
    organizationId?: string,
    readOnlyByIntent = false,
  ): void {
    this.#respondedAt = performance.now()
    const failure =
      error === undefined ? undefined : (error instanceof pg.DatabaseError && error.code) || 'connection'
    if (text !== WHICH_PROCESS) recordStatement({ text, startedAt, organizationId, failure })
    if (!(error instanceof pg.DatabaseError)) return
    if (error.code === READ_ONLY && !readOnlyByIntent) this.writeAbility.rejected()
    // The server ends the session with it. Until its socket is closed too, the pool would lend it again.
    if (error.severity === 'FATAL') void this.end()
  }
}
