import { z } from 'zod'
import type { Prisma } from '../../db/generated/client.ts'
import { PLAN_MODES } from '../../model/plan-mode.ts'
import { onlyLooks } from '../../model/sync-run-kind.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import type { Claim } from '../queue/claim.ts'
import { RunRequest } from '../queue/run-request.ts'
import { Checkpoint } from './checkpoint.ts'
import { readSettled } from './read-settled.ts'
import { isSyncable, NotSyncableError } from './require-syncable.ts'
import { saveCheckpoint } from './save-checkpoint.ts'
import { takeJobs } from './take-jobs.ts'
import type { Work } from './work.ts'

const Mode = z.enum(PLAN_MODES)

const RUN_FIELDS = {
  kind: true,
  mode: true,
  buildsOnLive: true,
  request: true,
  attempts: true,
  errorCode: true,
  checkpoint: true,
  containerPath: true,
  organization: { select: { publishMode: true, writesPaused: true } },
  customer: {
    select: {
      id: true,
      status: true,
      deletedAt: true,
      containerPath: true,
      hold: true,
      googleAccountId: true,
      googleAdsAccountId: true,
      loginCustomerId: true,
    },
  },
} as const satisfies Prisma.SyncRunSelect

/**
 * Reads what a claimed run has to do. At its first attempt it takes every waiting job of the customer and keeps the
 * snapshot of their trackings in the checkpoint; taken up again, it goes on with that snapshot. A run that verifies takes
 * no job. The customer's other trackings are read each time, as they are.
 * Needs a transaction that sees deleted rows.
 * @throws NotSyncableError
 */
export async function takeWork(db: TenantDb, claim: Claim): Promise<{ work: Work; checkpoint: Checkpoint }> {
  const run = await db.syncRun.findUniqueOrThrow({ where: { id: claim.runId }, select: RUN_FIELDS })
  const { customer, containerPath } = run
  const { googleAccountId } = customer
  if (containerPath === null || googleAccountId === null || !isSyncable(run)) throw new NotSyncableError()
  const checkpoint = Checkpoint.parse(run.checkpoint)
  const items = checkpoint.items ?? (onlyLooks(run.kind) ? [] : await takeJobs(db, claim.runId, customer.id))
  if (!checkpoint.items) {
    checkpoint.items = items
    await saveCheckpoint(db, claim, checkpoint)
  }
  // An ADMIN has deleted the customer, and cannot be asked to publish for it any more.
  const mayPublish = run.organization.publishMode === 'AUTO' || customer.deletedAt !== null
  const work = {
    runId: claim.runId,
    organizationId: claim.organizationId,
    kind: run.kind,
    mode: Mode.parse(run.mode),
    buildsOnLive: run.buildsOnLive,
    request: RunRequest.parse(run.request),
    attempts: run.attempts,
    lastError: run.errorCode,
    publishes: run.kind === 'PUBLISH' || mayPublish,
    customer: { ...customer, containerPath, googleAccountId },
    items,
    settled: await readSettled(db, customer.id, items),
    ...(await knownVersions(db, customer.id, containerPath)),
  }
  return { work, checkpoint }
}

/** How many versions are looked back to. */
const VERSIONS = 200

async function knownVersions(
  db: TenantDb,
  customerId: string,
  containerPath: string,
): Promise<Pick<Work, 'ownVersionIds' | 'seenVersionIds' | 'lastSeenVersionId'>> {
  const versions = await db.$queryRaw<{ id: string | null; known: 'own' | 'seen' | 'last' }[]>`
    (select version_id as id, 'own' as known from sync_run
     where organization_id = app.require_org() and container_path = ${containerPath} and version_id is not null
     order by created_at desc limit ${VERSIONS})
    union all
    (select version_id, 'seen' from container_version
     where organization_id = app.require_org() and container_path = ${containerPath}
     order by seen_at desc limit ${VERSIONS})
    union all
    (select case when snapshot is not null then version_id end, 'last' from history_entry
     where organization_id = app.require_org() and customer_id = ${customerId}::uuid
       and container_path = ${containerPath} and publication is not null
     order by publication desc limit 1)`
  const idsOf = (wanted: string) =>
    versions.flatMap(({ id, known }) => (known === wanted && id !== null ? [id] : []))
  return {
    ownVersionIds: new Set(idsOf('own')),
    seenVersionIds: new Set(idsOf('seen')),
    lastSeenVersionId: idsOf('last')[0] ?? null,
  }
}
