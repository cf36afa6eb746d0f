import 'pg'

/** What pg 8.23.1, which is pinned, has besides its published types. */
declare module 'pg' {
  /** How the driver's queries hear of what comes back. */
  interface Query {
    handleRowDescription(message: { fields: FieldDef[] }): void
    handleDataRow(message: { fields: (string | null)[] }): void
    handleCommandComplete(message: { text: string }): void
    handleEmptyQuery(): void
    handleError(error: Error): void
    handleReadyForQuery(): void
  }
  interface Connection {
    parse(statement: { name: string; text: string }): void
    bind(portal: { statement: string; values: readonly (string | Buffer | null)[] }): void
    describe(what: { type: 'P'; name: string }): void
    close(what: { type: 'S'; name: string }): void
    execute(portal: { portal: string }): void
  }
  interface Client {
    /** Of the server's process, as whoever is at the other end says. */
    readonly processID?: number
  }
}
