import { z } from 'zod'
import type { Prisma } from '../../db/generated/client.ts'
import { PLAN_MODES } from '../../model/plan-mode.ts'
import { onlyLooks } from '../../model/sync-run-kind.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { bothRepairs, type Repairs } from '../plan/plan-scope.ts'
import type { Claim } from '../queue/claim.ts'
import { RunRequest } from '../queue/run-request.ts'
import { addRepairJobs } from './add-repair-jobs.ts'
import { Checkpoint } from './checkpoint.ts'
import { readSettled } from './read-settled.ts'
import { isSyncable, NotSyncableError } from './require-syncable.ts'
import { saveCheckpoint } from './save-checkpoint.ts'
import { type TakenJobs, takeJobs } from './take-jobs.ts'
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
      publishMode: true,
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
  const request = RunRequest.parse(run.request)
  const mode = Mode.parse(run.mode)
  const asked = mode === 'repair' || request.planFor === 'repair' ? (request.trackingIds ?? 'all') : []
  if (!checkpoint.items) {
    const taken = await takeJobsOf(db, { runId: claim.runId, kind: run.kind, customerId: customer.id }, asked)
    checkpoint.items = taken.items
    if (taken.repairs.length > 0) checkpoint.repairs = taken.repairs
    await saveCheckpoint(db, claim, checkpoint)
  }
  const { items, repairs = asked } = checkpoint
  // An ADMIN has deleted the customer, and cannot be asked to publish for it any more.
  const publishMode = customer.publishMode ?? run.organization.publishMode
  const mayPublish = publishMode === 'AUTO' || customer.deletedAt !== null
  const work: Work = {
    runId: claim.runId,
    organizationId: claim.organizationId,
    kind: run.kind,
    // What is outside of a repair is planned as for an edit.
    mode: mode === 'repair' ? 'edit' : mode,
    repairs,
    buildsOnLive: run.buildsOnLive,
    request,
    attempts: run.attempts,
    lastError: run.errorCode,
    publishes: run.kind === 'PUBLISH' || mayPublish,
    heedsFreeze: run.kind !== 'ROLLBACK' && customer.deletedAt === null,
    customer: { ...customer, containerPath, googleAccountId },
    items,
    settled: await readSettled(db, customer.id, items),
    ...(await knownVersions(db, containerPath)),
  }
  return { work, checkpoint }
}

type Taking = { runId: string; kind: string; customerId: string }

/** A repair has a job for each tracking that it is for, and leaves those of the others to the sync that they wait for. */
async function takeJobsOf(
  db: TenantDb,
  { runId, kind, customerId }: Taking,
  asked: Repairs,
): Promise<TakenJobs> {
  if (onlyLooks(kind)) return { items: [], repairs: asked }
  if (kind !== 'REPAIR') return takeJobs(db, runId, customerId)
  const replaced = await addRepairJobs(db, customerId, asked)
  const { items } = await takeJobs(db, runId, customerId, {
    trackingIds: asked === 'all' ? undefined : asked,
    replaced: replaced.map(({ id }) => id),
  })
  return { items, repairs: replaced.map((each) => each.repairs).reduce(bothRepairs, asked) }
}

/** How many versions are looked back to. */
const VERSIONS = 200

async function knownVersions(
  db: TenantDb,
  containerPath: string,
): Promise<Pick<Work, 'ownVersionIds' | 'seenVersionIds'>> {
  const versions = await db.$queryRaw<{ id: string; own: boolean }[]>`
    (select version_id as id, true as own from sync_run
     where organization_id = app.require_org() and container_path = ${containerPath} and version_id is not null
     order by created_at desc limit ${VERSIONS})
    union all
    (select version_id, false from container_version
     where organization_id = app.require_org() and container_path = ${containerPath}
     order by seen_at desc limit ${VERSIONS})`
  const idsOf = (isOwn: boolean) => new Set(versions.flatMap(({ id, own }) => (own === isOwn ? id : [])))
  return { ownVersionIds: idsOf(true), seenVersionIds: idsOf(false) }
}
