import pg from 'pg'
import { operatorConnection } from './operator-connection.ts'

const CONNECT_TIMEOUT_MS = 10_000

/** Runs `work` on a connection of its own, which is closed afterwards in any case. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...operatorConnection(url), connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  // A lost connection fails the running statement, or the next.
  client.on('error', () => undefined)
  await client.connect()
  return await work(client).finally(() => client.end())
}
