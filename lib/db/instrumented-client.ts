import pg from 'pg'
import { z } from 'zod'
import { recordStatement } from './record-statement.ts'
import { tagged } from './statement-tag.ts'
import { WriteAbility } from './write-ability.ts'

export type ParameterizedStatement = { text: string; values: unknown[] }
export type Statement = string | { text: string; values?: unknown[] }

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: read_only_sql_transaction. */
export const READ_ONLY = '25006'

const ParameterStatus = z.object({ parameterName: z.string(), parameterValue: z.string() })

/** A connection whose statements carry the names of their task, and are recorded when they have come back. */
export class InstrumentedClient extends pg.Client {
  readonly writeAbility = new WriteAbility()
  #respondedAt = 0

  constructor(config?: pg.ClientConfig) {
    super(config)
    this.connection.on('parameterStatus', (message: unknown) => {
      const { data } = ParameterStatus.safeParse(message)
      if (data) this.writeAbility.reported(data.parameterName, data.parameterValue)
    })
  }

  /** For whom its statements are, where that is not the task's organization. */
  protected organizationId(): string | undefined {
    return undefined
  }

  /** Whether its transaction was opened for reading only, by us. */
  protected isReadOnlyByIntent(): boolean {
    return false
  }

  override query(statement: Statement): Promise<pg.QueryResult> {
    const text = typeof statement === 'string' ? statement : statement.text
    const named = tagged(text)
    const sentAt = performance.now()
    const organizationId = this.organizationId()
    const readOnlyByIntent = this.isReadOnlyByIntent()
    const sent: Promise<pg.QueryResult> = super.query(
      typeof statement === 'string' ? named : { ...statement, text: named },
    )
    const record = (failure?: string) => {
      // One that was sent behind others began when those had come back.
      const startedAt = Math.max(sentAt, this.#respondedAt)
      this.#respondedAt = performance.now()
      recordStatement({ text, startedAt, organizationId, failure })
    }
    sent.then(
      () => record(),
      (error: unknown) => {
        record((error instanceof pg.DatabaseError && error.code) || 'connection')
        if (!(error instanceof pg.DatabaseError)) return
        if (error.code === READ_ONLY && !readOnlyByIntent) this.writeAbility.rejected()
        // The server ends the session with it. Until its socket is closed too, the pool would lend it again.
        if (error.severity === 'FATAL') void this.end()
      },
    )
    return sent
  }
}
