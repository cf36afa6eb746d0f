import type { Pool } from 'pg'
import { describeError, log } from '../telemetry/log.ts'

/**
 * Keeps the process alive when a connection breaks, which it may at any time: an `error` without a listener would
 * end it. The pool puts a new connection in the place of a broken one by itself.
 */
export function surviveLostConnections(pool: Pool): void {
  // Its user learns of it from the statement that fails.
  pool.on('connect', (client) => client.on('error', () => undefined))
  // An idle one has no user, so this is the only report.
  pool.on('error', (error) => log.warn('database.connection_lost', describeError(error)))
}
