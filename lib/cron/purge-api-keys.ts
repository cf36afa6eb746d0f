import { callSystem } from '../db/system-pool.ts'
import { env } from '../settings/env.ts'
import { purgeInBatches } from './purge-in-batches.ts'

const BATCH = 2_000

/**
 * Deletes API keys that ended more than 400 days ago, and those of organizations deleted more than RETENTION_DAYS ago,
 * in statements of limited size.
 * @returns how many
 */
export function purgeApiKeys(now: () => Date = () => new Date()): Promise<number> {
  return purgeInBatches(BATCH, (size) =>
    callSystem('select app.purge_api_keys($1, $2, $3) as purged', [
      now(),
      `${env().RETENTION_DAYS} days`,
      size,
    ]),
  )
}
