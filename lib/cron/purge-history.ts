import { callSystem } from '../db/system-pool.ts'

const BATCH = 2_000

/**
 * Deletes entries of histories that are older than 400 days, but for those with which the next version is compared, in
 * statements of limited size.
 * @returns how many
 */
export async function purgeHistory(now: () => Date = () => new Date()): Promise<number> {
  let total = 0
  for (;;) {
    const [row] = await callSystem<{ purged: number }>('select app.purge_history($1, $2) as purged', [
      now(),
      BATCH,
    ])
    const purged = row?.purged ?? 0
    total += purged
    if (purged < BATCH) return total
  }
}
