import type { Prisma } from '../../db/generated/client.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import type { Claim } from '../queue/claim.ts'
import type { RepairReport } from '../queue/repair-report.ts'
import type { Checkpoint } from './checkpoint.ts'

/** Records what the run has behind it; the version has columns of its own besides, for people and reports. */
export async function saveCheckpoint(db: TenantDb, claim: Claim, checkpoint: Checkpoint): Promise<void> {
  const report = reportOf(checkpoint)
  await db.syncRun.update({
    where: { id: claim.runId },
    data: {
      checkpoint: storable(checkpoint),
      versionId: checkpoint.version?.id ?? null,
      previousLiveId: checkpoint.previousLiveId ?? null,
      ...(report && { repair: storable(report) }),
    },
    select: { id: true },
  })
}

/** What a repair has set back and left so far; `undefined` where nothing is repaired. */
function reportOf({ repairInAds, repairInContainer }: Checkpoint): RepairReport | undefined {
  if (!repairInAds && !repairInContainer) return undefined
  const parts = [repairInAds, repairInContainer].filter((each) => each !== undefined)
  return {
    repaired: parts.flatMap(({ repaired }) => repaired),
    left: parts.flatMap(({ left }) => left),
  }
}

/** As JSON has it: a field without a value is not stored. */
function storable(data: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(data))
}
