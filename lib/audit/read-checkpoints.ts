import type { TenantDb } from '../tenant/with-tenant.ts'
import { type CheckpointRow, type StoredCheckpoint, storedCheckpoint } from './stored-checkpoint.ts'

/** Checkpoints that one statement reads. */
const BATCH = 5_000

/** The signed checkpoints of the session's organization from a number on, oldest first. */
export async function* readCheckpoints(
  db: TenantDb,
  organizationId: string,
  from = 1,
): AsyncIterable<StoredCheckpoint[]> {
  for (let next = from; ; next += BATCH) {
    const rows = await db.$queryRaw<CheckpointRow[]>`
      select number, sequence, hash, previous, signed_at, signature, current_hash
      from app.own_checkpoints(${next}::integer, ${BATCH}::integer)`
    yield rows.map((row) => storedCheckpoint(organizationId, row))
    if (rows.length < BATCH) break
  }
}
