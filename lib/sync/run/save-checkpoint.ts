import type { Prisma } from '../../db/generated/client.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import type { Claim } from '../queue/claim.ts'
import type { Checkpoint } from './checkpoint.ts'

/** Records what the run has behind it; the version has columns of its own besides, for people and reports. */
export async function saveCheckpoint(db: TenantDb, claim: Claim, checkpoint: Checkpoint): Promise<void> {
  await db.syncRun.update({
    where: { id: claim.runId },
    data: {
      checkpoint: storable(checkpoint),
      versionId: checkpoint.version?.id ?? null,
      previousLiveId: checkpoint.previousLiveId ?? null,
    },
    select: { id: true },
  })
}

/** As JSON has it: a field without a value is not stored. */
function storable(checkpoint: Checkpoint): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(checkpoint))
}
