import pg from 'pg'
import utils from 'pg/lib/utils.js'
import type { PreparedStatement, PreparedStatements } from './prepared-statements.ts'

/** A statement whose rows nobody reads, or one row as the server's text. */
export type PipelinedStatement = {
  text: string
  values?: readonly unknown[]
  onRow?: (fields: readonly (string | null)[]) => void
}

/** The statement whose rows are what the round trip is for, as Prisma's adapter gives it to the driver. */
export type MainStatement = Pick<PipelinedStatement, 'text' | 'values'> & {
  types?: pg.CustomTypesConfig | undefined
  /** Without a name, it is planned for its values. */
  plansForValues?: boolean
}

export type RoundTripPlan = {
  readonly before: readonly PipelinedStatement[]
  readonly main: MainStatement
  readonly after?: readonly PipelinedStatement[]
}

/** Called as each statement has come back, or has ended the round trip. */
type OnReturn = (text: string, isMain: boolean, error?: Error) => void
type Parse = (text: string) => unknown
type Seat = PipelinedStatement & {
  values: readonly (string | Buffer | null)[]
  mayHaveName: boolean
  prepared: PreparedStatement | undefined
  /** Whether this round trip brings it to the server. */
  isNew: boolean
}

/** They take no planning, and ROLLBACK has to work when nothing else does. */
const CONTROL = /^(BEGIN|COMMIT|ROLLBACK)\b/

/** Of no statement with this name, of another one with it, of one whose plan has become impossible by a migration. */
const STALE = new Set(['26000', '42P05', '0A000'])

/** Whether an error says that a prepared statement is not what it was; without a name the same would not fail. */
export function isStaleStatement(sqlState: string | undefined): boolean {
  return sqlState !== undefined && STALE.has(sqlState)
}

/**
 * Several statements in one write and one response: extended queries with a single Sync behind the last. The first that
 * fails ends it, and none behind it runs; outside of a transaction block they are one transaction.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export class RoundTrip extends pg.Query {
  readonly #seats: readonly Seat[]
  readonly #main: number
  readonly #types: pg.CustomTypesConfig
  readonly #onReturn: OnReturn
  /** The driver wraps it to end its time limit. */
  callback: (error: Error | null, result?: pg.QueryArrayResult) => void
  #place = 0
  #parsers: readonly Parse[] = []
  readonly #result: pg.QueryArrayResult = { rows: [], fields: [], rowCount: null, command: '', oid: 0 }

  /**
   * @param prepared undefined where statements cannot keep a name
   */
  constructor(
    { before, main, after = [] }: RoundTripPlan,
    prepared: PreparedStatements | undefined,
    onReturn: OnReturn,
    onEnd: (error: Error | null, result?: pg.QueryArrayResult) => void,
  ) {
    super('')
    // All is read before anything is sent: a value that cannot be sent fails alone.
    this.#seats = [...before, main, ...after].map((statement) => {
      const mayHaveName = !(CONTROL.test(statement.text) || (statement === main && main.plansForValues))
      return {
        ...statement,
        values: (statement.values ?? []).map((value) => utils.prepareValue(value)),
        mayHaveName,
        prepared: mayHaveName ? prepared?.find(statement.text) : undefined,
        isNew: false,
      }
    })
    this.#main = before.length
    this.#types = main.types ?? pg.types
    this.#onReturn = onReturn
    this.callback = onEnd
  }

  /** What it consists of. */
  get statements(): readonly { text: string; values: readonly unknown[]; mayHaveName: boolean }[] {
    return this.#seats
  }

  override readonly submit = (connection: pg.Connection): null => {
    const { stream } = connection
    stream.cork()
    for (const [place, seat] of this.#seats.entries()) {
      const { text, values, prepared } = seat
      const name = prepared?.name ?? ''
      if (prepared?.onServer === 'perhaps') connection.close({ type: 'S', name })
      if (prepared?.onServer !== 'yes') {
        connection.parse({ name, text })
        seat.isNew = true
        if (prepared) prepared.onServer = 'yes'
      }
      connection.bind({ statement: name, values })
      if (place === this.#main && !prepared?.fields) connection.describe({ type: 'P', name: '' })
      connection.execute({ portal: '' })
    }
    connection.sync()
    stream.uncork()
    const known = this.#seats[this.#main]?.prepared?.fields
    if (known) this.#describe(known)
    return null
  }

  override handleRowDescription({ fields }: { fields: pg.FieldDef[] }): void {
    const { prepared } = this.#seats[this.#main] ?? {}
    if (prepared) prepared.fields = fields
    this.#describe(fields)
  }

  #describe(fields: pg.FieldDef[]): void {
    this.#result.fields = fields
    this.#parsers = fields.map(({ dataTypeID }) => this.#types.getTypeParser(dataTypeID, 'text'))
  }

  override handleDataRow({ fields }: { fields: (string | null)[] }): void {
    if (this.#place !== this.#main) {
      this.#seats[this.#place]?.onRow?.(fields)
      return
    }
    this.#result.rows.push(
      fields.map((value, index) => (value === null ? null : this.#parsers[index]?.(value))),
    )
  }

  override handleCommandComplete({ text }: { text: string }): void {
    if (this.#place === this.#main) {
      // `INSERT 0 1`, `SELECT 20`, `SET CONSTRAINTS`: https://www.postgresql.org/docs/current/protocol-message-formats.html
      const words = text.split(' ')
      this.#result.command = words[0] ?? ''
      const count = Number(words.at(-1))
      this.#result.rowCount = Number.isNaN(count) ? null : count
    }
    this.#arrived()
  }

  override handleEmptyQuery(): void {
    this.#arrived()
  }

  #arrived(error?: Error): void {
    const seat = this.#seats[this.#place]
    const isMain = this.#place === this.#main
    this.#place += 1
    if (seat) this.#onReturn(seat.text, isMain, error)
  }

  override handleError(error: Error): void {
    const stale = error instanceof pg.DatabaseError && isStaleStatement(error.code)
    for (const [index, { prepared, isNew }] of this.#seats.entries()) {
      if (!prepared || index < this.#place) continue
      const isFailed = index === this.#place
      if (isNew || (isFailed && stale)) Object.assign(prepared, { onServer: 'perhaps', fields: undefined })
    }
    this.#arrived(error)
    this.callback(error)
  }

  override handleReadyForQuery(): void {
    this.callback(null, this.#result)
  }
}
