import type { TenantDb } from '../../tenant/with-tenant.ts'
import type { Conversions } from '../plan/conversion.ts'
import { deployedFor, type Observed } from '../plan/plan-container.ts'
import type { Claim } from '../queue/claim.ts'
import type { Failure, Rejections } from '../queue/failure.ts'
import type { Work } from './work.ts'

/** How a run ended, for each of its trackings and as a whole. */
type Ending = {
  work: Work | undefined
  conversions: Conversions
  /** Trackings that Google rejected, while the others went on. */
  rejected: Rejections
  /** What is verified live; absent where the run could not go on. */
  live?: Observed
  /** Why the run could not go on; it holds for every tracking that was not rejected on its own. */
  failure?: Failure
}

/** What a run knows of each tracking, as the statement below reads it. */
function outcomes({ work, conversions, rejected, live }: Ending): string {
  return JSON.stringify(
    (work?.items ?? []).map((item) => {
      const deployed = live && deployedFor(live, item.trackingId)
      const conversion = conversions[item.trackingId]
      return {
        tracking_id: item.trackingId,
        version: item.version,
        trigger_id: deployed?.triggerId,
        tag_id: deployed?.tagId,
        conversion_id: conversion?.conversionId,
        label: conversion?.label,
        resource_name: conversion?.resourceName,
        error_code: rejected[item.trackingId]?.code,
        error_message: rejected[item.trackingId]?.message,
      }
    }),
  )
}

/**
 * Ends a run. SUCCESS holds for the version of a tracking that was synced: one edited meanwhile is PENDING, and its own
 * job waits already. What was made at Google is kept with the trackings, failed ones too, so that the next sync goes
 * on from there and makes nothing twice. A run all of whose trackings were rejected has failed.
 */
export async function recordEnd(db: TenantDb, { runId }: Claim, ending: Ending): Promise<void> {
  const { code = null, message = null } = ending.failure ?? rejectionOfAll(ending) ?? {}
  await db.$executeRaw`
    with outcome as ( -- 1. join each job of the run with what became of it
      select j.id as job_id, j.tracking_id, o.version, o.trigger_id, o.tag_id, o.conversion_id, o.label,
        o.resource_name, coalesce(o.error_code, ${code}::text) as error_code,
        coalesce(o.error_message, ${message}::text) as error_message
      from sync_job j
      left join jsonb_to_recordset(${outcomes(ending)}::jsonb) as o (
        tracking_id uuid, version integer, trigger_id text, tag_id text, conversion_id text, label text,
        resource_name text, error_code text, error_message text) on o.tracking_id = j.tracking_id
      where j.organization_id = app.require_org() and j.run_id = ${runId}::uuid and j.status = 'RUNNING'
    ), known as ( -- 2. keep with the trackings what is known of them now
      update tracking t set
        google_ads_conversion_id = coalesce(o.conversion_id, t.google_ads_conversion_id),
        conversion_label = coalesce(o.label, t.conversion_label),
        conversion_action_resource_name = coalesce(o.resource_name, t.conversion_action_resource_name),
        gtm_trigger_id = case when o.error_code is null then o.trigger_id else t.gtm_trigger_id end,
        gtm_tag_id = case when o.error_code is null then o.tag_id else t.gtm_tag_id end,
        synced_version = case when o.error_code is null then o.version else t.synced_version end,
        last_synced_at = case when o.error_code is null then now() else t.last_synced_at end,
        sync_status = case when t.version <> o.version or exists (
            select from sync_job j where j.organization_id = t.organization_id and j.tracking_id = t.id
              and j.status = 'QUEUED') then 'PENDING'
          when o.error_code is null then 'SUCCESS' else 'FAILED' end,
        sync_error_code = o.error_code, sync_error_message = o.error_message
      from outcome o where t.organization_id = app.require_org() and t.id = o.tracking_id
    ), ended as ( -- 3. end the jobs
      update sync_job j set status = case when o.error_code is null then 'SUCCEEDED' else 'FAILED' end,
        error_code = o.error_code, error_message = o.error_message, finished_at = now()
      from outcome o where j.organization_id = app.require_org() and j.id = o.job_id
    ) -- 4. end the run
    update sync_run set status = ${code === null ? 'SUCCEEDED' : 'FAILED'}, finished_at = now(),
      error_code = ${code}::text, error_message = ${message}::text
    where organization_id = app.require_org() and id = ${runId}::uuid`
}

/** Why a run has failed that has nothing left to do, because Google rejected all of its trackings. */
function rejectionOfAll({ work, rejected }: Ending): Failure | undefined {
  const failures = (work?.items ?? []).map(({ trackingId }) => rejected[trackingId])
  return failures.every(Boolean) ? failures[0] : undefined
}

/**
 * The version is made and waits for an ADMIN; so do its trackings, but for those that were edited meanwhile, whose own
 * jobs wait already, and those that Google rejected, which are not in it.
 */
export async function recordAwaitingPublish(
  db: TenantDb,
  { runId }: Claim,
  rejected: Rejections,
): Promise<void> {
  const failures = Object.entries(rejected).map(([trackingId, failure]) => ({ trackingId, ...failure }))
  await db.$executeRaw`
    with marked as ( -- 1. mark the trackings
      update tracking t set
        sync_status = case when exists (
            select from sync_job q where q.organization_id = t.organization_id and q.tracking_id = t.id
              and q.status = 'QUEUED') then 'PENDING'
          when f.code is null then 'AWAITING_PUBLISH' else 'FAILED' end,
        sync_error_code = f.code, sync_error_message = f.message
      from sync_job j
      left join jsonb_to_recordset(${JSON.stringify(failures)}::jsonb)
        as f ("trackingId" uuid, code text, message text) on f."trackingId" = j.tracking_id
      where j.organization_id = app.require_org() and j.run_id = ${runId}::uuid and j.status = 'RUNNING'
        and t.organization_id = j.organization_id and t.id = j.tracking_id
    ) -- 2. let the run wait
    update sync_run set status = 'AWAITING_PUBLISH', error_code = null, error_message = null
    where organization_id = app.require_org() and id = ${runId}::uuid`
}
