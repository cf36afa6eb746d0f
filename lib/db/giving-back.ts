import type { PoolClient } from 'pg'

/** An error of PostgreSQL's leaves a connection as good as it was; any other says that it is broken. */
export function giveBack(client: PoolClient, error?: unknown): void {
  client.release(error instanceof Error && !('severity' in error) ? error : undefined)
}

/** A response, with which the connection is given back. */
export async function givingBack<Result>(client: PoolClient, responding: Promise<Result>): Promise<Result> {
  try {
    const result = await responding
    giveBack(client)
    return result
  } catch (error) {
    giveBack(client, error)
    throw error
  }
}
