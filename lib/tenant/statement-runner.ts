import type pg from 'pg'
import type { FlightStatement, MainStatement } from '../db/flight.ts'
import type { InstrumentedClient } from '../db/instrumented-client.ts'
import { APPEND_AUDIT_ENTRIES } from './append-audit-entries.ts'
import { claimStatement, completeStatement } from './idempotency-claim.ts'
import { sessionStatement } from './session-claims.ts'
import type { TenantSession } from './tenant-session.ts'

/** How the statements of one `withTenant` get to the server and back. */
export type StatementRunner = {
  run(statement: MainStatement): Promise<pg.QueryArrayResult>
  /** Called once, when the work has ended well: makes it final. */
  finish(): Promise<void>
  /** Called once, when it has not. */
  undo(): Promise<void>
}

export type LentClient = InstrumentedClient & pg.PoolClient
/** Lends a connection until its `release`. */
export type Lend = () => Promise<LentClient>

/** What goes in front of the first statement: nothing behind it runs where access was denied. */
export function opening({ claims, claim }: TenantSession): FlightStatement[] {
  return [sessionStatement(claims), ...(claim ? [claimStatement(claim)] : [])]
}

/** What belongs to the COMMIT of a write and goes along with it, under the limits of statements. */
export function closing({ claim, made, atCommit }: TenantSession): FlightStatement[] {
  return [
    ...atCommit.map(({ text, values }) => ({ text, values })),
    ...(claim ? [completeStatement(claim, made)] : []),
    { text: APPEND_AUDIT_ENTRIES },
  ]
}

/** An error of PostgreSQL's leaves a connection as good as it was; any other says that it is broken. */
export function giveBack(client: LentClient, error?: unknown): void {
  client.release(error instanceof Error && !('severity' in error) ? error : undefined)
}

/** A response, with which the connection is given back. */
export async function givingBack<Result>(client: LentClient, responding: Promise<Result>): Promise<Result> {
  try {
    const result = await responding
    giveBack(client)
    return result
  } catch (error) {
    giveBack(client, error)
    throw error
  }
}
