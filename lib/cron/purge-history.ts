import { callSystem } from '../db/system-pool.ts'
import { purgeInBatches } from './purge-in-batches.ts'

const BATCH = 2_000

/**
 * Deletes entries of histories that are older than 400 days, but for those with which the next version is compared, in
 * statements of limited size.
 * @returns how many
 */
export function purgeHistory(now: () => Date = () => new Date()): Promise<number> {
  return purgeInBatches(BATCH, (size) =>
    callSystem('select app.purge_history($1, $2) as purged', [now(), size]),
  )
}
