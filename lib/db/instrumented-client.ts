import pg from 'pg'
import { recordStatement } from './record-statement.ts'
import { tagged } from './statement-tag.ts'

export type ParameterizedStatement = { text: string; values: unknown[] }
export type Statement = string | { text: string; values?: unknown[] }

/** A connection whose statements carry the names of their task, and are recorded when they have come back. */
export class InstrumentedClient extends pg.Client {
  #respondedAt = 0

  /** For whom its statements are, where that is not the task's organization. */
  protected organizationId(): string | undefined {
    return undefined
  }

  override query(statement: Statement): Promise<pg.QueryResult> {
    const text = typeof statement === 'string' ? statement : statement.text
    const named = tagged(text)
    const sentAt = performance.now()
    const organizationId = this.organizationId()
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
        // The server ends the session with it. Until its socket is closed too, the pool would lend it again.
        if (error instanceof pg.DatabaseError && error.severity === 'FATAL') void this.end()
      },
    )
    return sent
  }
}
