import { callSystem } from '../db/system-pool.ts'

/** Counts taken by one statement, all of one organization. */
const BATCH = 500

/**
 * Records the denied attempts of hours that have ended as sums.
 * @returns how many counts were taken
 */
export async function sumDenials(beginUntil: Date, now: () => Date = () => new Date()): Promise<number> {
  let taken = 0
  while (now() < beginUntil) {
    const [row] = await callSystem<{ rows: number }>('select app.sum_denials($1, $2) as rows', [now(), BATCH])
    if (!row?.rows) break
    taken += row.rows
  }
  return taken
}
