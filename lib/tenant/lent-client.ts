import type pg from 'pg'
import type { InstrumentedClient } from '../db/instrumented-client.ts'

export type LentClient = InstrumentedClient & pg.PoolClient
/** Lends a connection until its `release`. */
export type Lend = () => Promise<LentClient>

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
