import type { TenantDb } from '../../tenant/with-tenant.ts'
import type { Claim } from '../queue/claim.ts'
import { Checkpoint, type Work, WorkItem } from './work.ts'

/**
 * Reads what a claimed run has to do. At its first time it takes every waiting job of the customer and freezes the
 * picture of their trackings in the checkpoint; taken up again, it goes on with that picture.
 * Wants a transaction that sees deleted rows.
 * @returns `notSyncable` where the customer was paused, disconnected or moved to another container since the claim
 */
export async function takeWork(
  db: TenantDb,
  claim: Claim,
): Promise<{ work: Work; checkpoint: Checkpoint } | { notSyncable: true }> {
  const run = await db.syncRun.findUniqueOrThrow({
    where: { id: claim.runId },
    select: {
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
    },
  })
  const { customer, containerPath } = run
  const { googleAccountId } = customer
  const deleted = customer.deletedAt !== null
  if (containerPath === null || googleAccountId === null) return { notSyncable: true }
  if (!mayWrite(customer, containerPath)) return { notSyncable: true }
  const checkpoint = Checkpoint.parse(run.checkpoint)
  const items = checkpoint.items ?? (await takeJobs(db, claim.runId, customer.id))
  if (!checkpoint.items) {
    checkpoint.items = items
    await saveCheckpoint(db, claim, checkpoint)
  }
  return {
    checkpoint,
    work: {
      runId: claim.runId,
      organizationId: claim.organizationId,
      attempts: run.attempts,
      // It was an ADMIN who deleted the customer, and nobody can be asked to publish for it any more.
      publishes: run.kind === 'PUBLISH' || run.organization.publishMode === 'AUTO' || deleted,
      customer: { ...customer, containerPath, googleAccountId },
      items,
      ownVersionIds: await ownVersions(db, containerPath),
    },
  }
}

/** Whether the run may still write at Google for its customer, in its container. */
export async function isSyncable(db: TenantDb, claim: Claim): Promise<boolean> {
  const { containerPath, customer } = await db.syncRun.findUniqueOrThrow({
    where: { id: claim.runId },
    select: {
      containerPath: true,
      customer: { select: { status: true, deletedAt: true, containerPath: true } },
    },
  })
  return mayWrite(customer, containerPath)
}

function mayWrite(
  customer: { status: string; deletedAt: Date | null; containerPath: string | null },
  containerPath: string | null,
): boolean {
  const syncable =
    customer.status === 'CONNECTED' || customer.status === 'ERROR' || customer.deletedAt !== null
  return syncable && customer.containerPath === containerPath
}

/**
 * Every waiting job of the customer becomes this run's, its tracking IN_PROGRESS. So do the jobs of a run whose version
 * still awaits publishing: this run builds on that version and replaces it. Trackings are locked before their jobs, as
 * by those who edit and delete, so that neither waits for the other; what was called off meanwhile is not taken. What
 * is done follows the tracking itself: a deleted one is taken down and a live one is not, whatever the job was.
 */
async function takeJobs(db: TenantDb, runId: string, customerId: string): Promise<WorkItem[]> {
  const rows = await db.$queryRaw<{ item: unknown }[]>`
    with superseded as (
      update sync_run set status = 'CANCELLED', finished_at = now()
      where organization_id = app.require_org() and customer_id = ${customerId}::uuid
        and (status = 'AWAITING_PUBLISH' or status = 'QUEUED' and kind = 'PUBLISH')
      returning id
    ), open as (
      select j.id, j.tracking_id, row_number() over (partition by j.tracking_id order by j.status) as place
      from sync_job j
      where j.organization_id = app.require_org() and j.customer_id = ${customerId}::uuid
        and (j.status = 'QUEUED' or j.status = 'RUNNING' and j.run_id in (select id from superseded))
    ), locked as (
      select t.id from tracking t
      where t.organization_id = app.require_org() and t.id in (select tracking_id from open)
      order by t.id for no key update
    ), replaced as (
      update sync_job set status = 'CANCELLED', finished_at = now()
      where organization_id = app.require_org() and id in (select id from open where place > 1)
    ), taken as (
      update sync_job set status = 'RUNNING', run_id = ${runId}::uuid
      where organization_id = app.require_org() and id in (select id from open where place = 1)
        and tracking_id in (select id from locked) and status in ('QUEUED', 'RUNNING')
      returning id, tracking_id, action
    ), marked as (
      update tracking t set sync_status = 'IN_PROGRESS' from taken
      where t.organization_id = app.require_org() and t.id = taken.tracking_id
      returning t.*
    )
    select json_build_object(
      'jobId', taken.id, 'action', case
        when t.deleted_at is not null then 'DELETE'
        when taken.action = 'DELETE' then 'UPDATE'
        else taken.action end,
      'trackingId', t.id, 'version', t.version, 'name', t.name,
      'type', t.type, 'selector', t.selector, 'urlPattern', t.url_pattern, 'eventName', t.event_name,
      'conversionCategory', t.conversion_category, 'conversionCounting', t.conversion_counting,
      'conversionValue', t.conversion_value, 'conversionCurrency', t.conversion_currency,
      'resourceName', t.conversion_action_resource_name) as item
    from taken join marked t on t.id = taken.tracking_id
    order by t.id`
  return rows.map(({ item }) => WorkItem.parse(item))
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

/** Keeps what the run has behind it; the version also stands in columns of its own, for people and reports. */
export async function saveCheckpoint(db: TenantDb, claim: Claim, checkpoint: Checkpoint): Promise<void> {
  await db.syncRun.update({
    where: { id: claim.runId },
    data: {
      checkpoint,
      versionId: checkpoint.version?.id ?? null,
      previousLiveId: checkpoint.previousLiveId ?? null,
    },
    select: { id: true },
  })
}
