import type { Prisma } from '../../db/generated/client.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import type { Claim } from '../queue/claim.ts'
import { Checkpoint } from './checkpoint.ts'
import { isSyncable, NotSyncableError } from './require-syncable.ts'
import { saveCheckpoint } from './save-checkpoint.ts'
import { takeJobs } from './take-jobs.ts'
import type { Work } from './work.ts'

const RUN_FIELDS = {
  kind: true,
  attempts: true,
  checkpoint: true,
  containerPath: true,
  organization: { select: { publishMode: true } },
  customer: {
    select: {
      id: true,
      status: true,
      deletedAt: true,
      containerPath: true,
      googleAccountId: true,
      googleAdsAccountId: true,
      loginCustomerId: true,
    },
  },
} as const satisfies Prisma.SyncRunSelect

/**
 * Reads what a claimed run has to do. At its first attempt it takes every waiting job of the customer and keeps the
 * snapshot of their trackings in the checkpoint; taken up again, it goes on with that snapshot.
 * Needs a transaction that sees deleted rows.
 * @throws NotSyncableError
 */
export async function takeWork(db: TenantDb, claim: Claim): Promise<{ work: Work; checkpoint: Checkpoint }> {
  const run = await db.syncRun.findUniqueOrThrow({ where: { id: claim.runId }, select: RUN_FIELDS })
  const { customer, containerPath } = run
  const { googleAccountId } = customer
  if (containerPath === null || googleAccountId === null || !isSyncable(customer, containerPath))
    throw new NotSyncableError()
  const checkpoint = Checkpoint.parse(run.checkpoint)
  const items = checkpoint.items ?? (await takeJobs(db, claim.runId, customer.id))
  if (!checkpoint.items) {
    checkpoint.items = items
    await saveCheckpoint(db, claim, checkpoint)
  }
  // An ADMIN has deleted the customer, and cannot be asked to publish for it any more.
  const mayPublish = run.organization.publishMode === 'AUTO' || customer.deletedAt !== null
  const work = {
    runId: claim.runId,
    organizationId: claim.organizationId,
    attempts: run.attempts,
    publishes: run.kind === 'PUBLISH' || mayPublish,
    customer: { ...customer, containerPath, googleAccountId },
    items,
    ownVersionIds: await ownVersions(db, containerPath),
  }
  return { work, checkpoint }
}

async function ownVersions(db: TenantDb, containerPath: string): Promise<ReadonlySet<string>> {
  const runs = await db.syncRun.findMany({
    where: { containerPath, versionId: { not: null } },
    select: { versionId: true },
    orderBy: { createdAt: 'desc' },
    take: 50,
  })
  return new Set(runs.flatMap(({ versionId }) => versionId ?? []))
}
