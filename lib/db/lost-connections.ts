import type { Pool } from 'pg'
import { describeError, log } from '../telemetry/log.ts'

/**
 * Lets the process live on when a connection breaks, which it may at any time: an `error` that nobody listens to would
 * end it. The pool puts a new connection in the place of a broken one by itself.
 */
export function surviveLostConnections(pool: Pool): void {
  // Whoever uses the connection learns of it from the statement that fails.
  pool.on('connect', (client) => client.on('error', () => undefined))
  // Nobody uses an idle one, so nobody else would tell.
  pool.on('error', (error) => log.warn('database.connection_lost', describeError(error)))
}
