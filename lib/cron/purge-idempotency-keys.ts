import { callSystem } from '../db/system-pool.ts'
import { purgeInBatches } from './purge-in-batches.ts'

const BATCH = 5_000

/**
 * Deletes idempotency keys after their 24 hours, in statements of limited size.
 * @returns how many
 */
export function purgeIdempotencyKeys(now: () => Date = () => new Date()): Promise<number> {
  return purgeInBatches(BATCH, (size) =>
    callSystem('select app.purge_idempotency_keys($1, $2) as purged', [size, now()]),
  )
}
