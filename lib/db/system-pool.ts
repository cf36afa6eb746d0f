import { attachDatabasePool } from '@vercel/functions'
import { env } from '../settings/env.ts'
import { count } from '../telemetry/meter.ts'
import { RetryingPool } from './retrying-pool.ts'
import { runStatement } from './run-statement.ts'

let pool: RetryingPool | undefined

function systemPool(): RetryingPool {
  if (!pool) {
    pool = new RetryingPool('SYSTEM_DATABASE_URL', env().SYSTEM_DATABASE_URL, 2)
    attachDatabasePool(pool)
  }
  return pool
}

type CallOptions = {
  /** It runs concurrently with something that is awaited anyway, and so is no round trip of its own. */
  concurrent?: boolean
}

/**
 * One statement as oct_system, which can reach nothing but what all organizations share: claims, leases, the quota, limits.
 * Rows come back as the driver gives them.
 */
export async function callSystem<Row extends object>(
  text: string,
  values: unknown[],
  { concurrent = false }: CallOptions = {},
): Promise<Row[]> {
  count('statements')
  if (!concurrent) count('roundTrips')
  return runStatement<Row>(systemPool().connect(), text, values)
}

/** Closes the pool (tests, the dev stack). */
export async function closeSystemPool(): Promise<void> {
  const closing = pool
  pool = undefined
  await closing?.end()
}
