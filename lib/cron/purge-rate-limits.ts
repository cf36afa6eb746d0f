import { callSystem } from '../db/system-pool.ts'

/**
 * Deletes the request counts of minutes that are over.
 * @returns how many
 */
export async function purgeRateLimits(now: () => Date = () => new Date()): Promise<number> {
  const [row] = await callSystem<{ purged: number }>('select app.purge_rate_limits($1) as purged', [now()])
  return row?.purged ?? 0
}
