import { callSystem } from '../db/system-pool.ts'
import { env } from '../settings/env.ts'

const BATCH = 2_000

/**
 * Deletes API keys that ended more than 400 days ago, and those of organizations deleted more than RETENTION_DAYS ago,
 * in statements of limited size.
 * @returns how many
 */
export async function purgeApiKeys(now: () => Date = () => new Date()): Promise<number> {
  let total = 0
  for (;;) {
    const [row] = await callSystem<{ purged: number }>('select app.purge_api_keys($1, $2, $3) as purged', [
      now(),
      `${env().RETENTION_DAYS} days`,
      BATCH,
    ])
    const purged = row?.purged ?? 0
    total += purged
    if (purged < BATCH) return total
  }
}
