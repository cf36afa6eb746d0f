import { attachDatabasePool } from '@vercel/functions'
import { Pool } from 'pg'
import { env } from '../env.ts'
import { count } from '../meter.ts'
import { surviveLostConnections } from './lost-connections.ts'
import { poolSettings } from './pool-settings.ts'

let pool: Pool | undefined

function systemPool(): Pool {
  if (!pool) {
    pool = new Pool(poolSettings(env().SYSTEM_DATABASE_URL, 2))
    surviveLostConnections(pool)
    attachDatabasePool(pool)
  }
  return pool
}

type CallOptions = {
  /** It goes on beside something that is waited for anyway, and so is no round trip of its own. */
  beside?: boolean
}

/**
 * One statement as oct_system, which can reach nothing but the shared machinery: claims, leases, the quota, limits.
 * Rows come back as the driver gives them.
 */
export async function callSystem<Row extends object>(
  text: string,
  values: unknown[],
  { beside = false }: CallOptions = {},
): Promise<Row[]> {
  count('statements')
  if (!beside) count('roundTrips')
  const result = await systemPool().query<Row>(text, values)
  return result.rows
}

/** Closes the pool (tests, the dev stack). */
export async function closeSystemPool(): Promise<void> {
  const closing = pool
  pool = undefined
  await closing?.end()
}
