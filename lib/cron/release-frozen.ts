import { callSystem } from '../db/system-pool.ts'

const BATCH = 500

/** Queues again the runs whose publishing a freeze has held up that is over by now: what they made goes live. */
export async function releaseFrozen(now: () => Date = () => new Date()): Promise<number> {
  const [row] = await callSystem<{ released: number }>('select app.release_frozen($1, $2) as released', [
    now(),
    BATCH,
  ])
  return row?.released ?? 0
}
