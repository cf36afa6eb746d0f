import { z } from 'zod'
import type { Prisma } from '../../db/generated/client.ts'
import { PLAN_MODES } from '../../model/plan-mode.ts'
import { onlyLooks, SYNC_RUN_KINDS } from '../../model/sync-run-kind.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { bothRepairs, type Repairs } from '../plan/plan-scope.ts'
import type { Claim } from '../queue/claim.ts'
import { RunRequest } from '../queue/run-request.ts'
import { addRepairJobs } from './add-repair-jobs.ts'
import { Checkpoint } from './checkpoint.ts'
import { readPending } from './read-pending.ts'
import { readSettled } from './read-settled.ts'
import { isSyncable, NotSyncableError } from './require-syncable.ts'
import { saveCheckpoint } from './save-checkpoint.ts'
import { stopRuns } from './stop-runs.ts'
import { type TakenJobs, takeJobs } from './take-jobs.ts'
import type { Work } from './work.ts'

const Kind = z.enum(SYNC_RUN_KINDS)
const Mode = z.enum(PLAN_MODES)

const RUN_FIELDS = {
  kind: true,
  mode: true,
  buildsOnLive: true,
  request: true,
  background: true,
  attempts: true,
  errorCode: true,
  checkpoint: true,
  containerPath: true,
  organization: {
    select: { publishMode: true, writesPaused: true, autoRollback: true, namePattern: true, folder: true },
  },
  customer: {
    select: {
      id: true,
      name: true,
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
 * snapshot of their trackings in the checkpoint; taken up again, it goes on with that snapshot. A run that verifies or
 * rolls back takes no job, nor does one that plans, or that is still to be compared with a plan. The customer's other
 * trackings are read each time, as they are.
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
  const onlyPlans = run.kind === 'PLAN' || (!checkpoint.items && request.planDigest !== undefined)
  if (!checkpoint.items && !onlyPlans) {
    const taken = await takeJobsOf(db, { claim, kind: run.kind, customerId: customer.id }, asked)
    checkpoint.items = taken.items
    if (taken.repairs.length > 0) checkpoint.repairs = taken.repairs
    await saveCheckpoint(db, claim, checkpoint)
  }
  const items = onlyPlans ? await readPending(db, customer.id, request.trackingIds) : (checkpoint.items ?? [])
  const { repairs = asked } = checkpoint
  // An ADMIN has deleted the customer, and cannot be asked to publish for it any more.
  const publishMode = customer.publishMode ?? run.organization.publishMode
  const mayPublish = publishMode === 'AUTO' || customer.deletedAt !== null
  const work: Work = {
    runId: claim.runId,
    organizationId: claim.organizationId,
    kind: Kind.parse(run.kind),
    // What is outside of a repair is planned as for an edit.
    mode: mode === 'repair' ? 'edit' : mode,
    repairs,
    buildsOnLive: run.buildsOnLive,
    request,
    background: run.background,
    attempts: run.attempts,
    lastError: run.errorCode,
    publishes: run.kind === 'PUBLISH' || mayPublish,
    heedsFreeze: run.kind !== 'ROLLBACK' && customer.deletedAt === null,
    customer: { ...customer, containerPath, googleAccountId },
    naming: {
      pattern: run.organization.namePattern,
      customer: customer.name,
      folder: run.organization.folder,
    },
    items,
    settled: await readSettled(db, customer.id, items, run.kind === 'ROLLBACK'),
    autoRollback: run.organization.autoRollback,
    ...(await knownVersions(db, customer.id, containerPath)),
  }
  return { work, checkpoint }
}

type Taking = { claim: Claim; kind: string; customerId: string }

/**
 * A run that only looks takes no job. One that rolls back neither: those of the runs that it stops wait until it ended. A
 * repair has a job for each tracking that it is for, and leaves those of the others to the sync that they wait for.
 */
async function takeJobsOf(
  db: TenantDb,
  { claim, kind, customerId }: Taking,
  asked: Repairs,
): Promise<TakenJobs> {
  if (onlyLooks(kind)) return { items: [], repairs: asked }
  if (kind === 'ROLLBACK') {
    await stopRuns(db, claim.runId, customerId)
    return { items: [], repairs: [] }
  }
  if (kind !== 'REPAIR') return takeJobs(db, claim.runId, customerId)
  const replaced = await addRepairJobs(db, customerId, asked)
  const { items } = await takeJobs(db, claim.runId, customerId, {
    trackingIds: asked === 'all' ? undefined : asked,
    replaced: replaced.map(({ id }) => id),
  })
  return { items, repairs: replaced.map((each) => each.repairs).reduce(bothRepairs, asked) }
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
       and (kind <> 'ROLLBACK' or request ->> 'rollback' <> 'previous_version')
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
