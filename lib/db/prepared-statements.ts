import type { FieldDef } from 'pg'

/** A statement that a connection knows by name. */
export type PreparedStatement = {
  readonly name: string
  /**
   * Whether the server has it: `no` until it is sent, `perhaps` when the round trip that sent it failed, or when its name
   * was another's before.
   */
  onServer: 'no' | 'perhaps' | 'yes'
  /** What its rows consist of, once it was described. */
  fields: FieldDef[] | undefined
}

/** Each costs the server a plan, kept as long as the connection. */
const MAX_STATEMENTS = 200
/** Longer texts are made for one call: lists of many values. */
const MAX_LENGTH = 10_000

/** What one connection has prepared; the statement used longest ago gives its name to a new one. */
export class PreparedStatements {
  /** By text, the one used last behind all others. */
  readonly #statements = new Map<string, PreparedStatement>()

  /** The statement of this text, or undefined for one that stays without a name. */
  find(text: string): PreparedStatement | undefined {
    if (text.length > MAX_LENGTH) return undefined
    const known = this.#statements.get(text)
    const statement = known ?? this.#new()
    if (known) this.#statements.delete(text)
    this.#statements.set(text, statement)
    return statement
  }

  #new(): PreparedStatement {
    const { size } = this.#statements
    if (size < MAX_STATEMENTS) return { name: `s${size}`, onServer: 'no', fields: undefined }
    for (const [text, { name }] of this.#statements) {
      this.#statements.delete(text)
      return { name, onServer: 'perhaps', fields: undefined }
    }
    throw new TypeError('a full map has a first entry')
  }
}
