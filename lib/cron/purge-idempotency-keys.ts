import { callSystem } from '../db/system-pool.ts'

const BATCH = 5_000

/**
 * Deletes idempotency keys after their 24 hours, in statements of limited size.
 * @returns how many
 */
export async function purgeIdempotencyKeys(now: () => Date = () => new Date()): Promise<number> {
  let total = 0
  for (;;) {
    const [row] = await callSystem<{ purged: number }>(
      'select app.purge_idempotency_keys($1, $2) as purged',
      [BATCH, now()],
    )
    const purged = row?.purged ?? 0
    total += purged
    if (purged < BATCH) return total
  }
}
