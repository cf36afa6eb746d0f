import type pg from 'pg'
import type { MainStatement } from '../db/round-trip.ts'

/** How the statements of one `withTenant` get to the server and back. */
export type StatementRunner = {
  run(statement: MainStatement): Promise<pg.QueryArrayResult>
  /** Called once, when the work has ended well: makes it final. */
  finish(): Promise<void>
  /** Called once, when it has not. */
  undo(): Promise<void>
}
