import type { Prisma } from '../../db/generated/client.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import type { RunPlanView } from '../plan/run-plan-view.ts'
import type { Claim } from '../queue/claim.ts'

/** Keeps what a run is going to do, for people, before it does it. */
export async function savePlan(db: TenantDb, { runId }: Claim, plan: RunPlanView): Promise<void> {
  const stored: Prisma.InputJsonObject = JSON.parse(JSON.stringify(plan))
  await db.syncRun.update({
    where: { id: runId },
    data: { plan: stored, planDigest: plan.digest },
    select: { id: true },
  })
}
