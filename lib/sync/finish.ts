import type { TenantDb } from '../tenant/with-tenant.ts'
import type { Claim } from './claim.ts'
import type { Failure } from './failure.ts'
import { type Observed, placedFor } from './plan-container.ts'
import type { Conversion, Work } from './work.ts'

type Conversions = Readonly<Record<string, Conversion>>

/** What a run learnt of one tracking, as the statements below read it. */
function outcomes(work: Work, conversions: Conversions, live: Observed | undefined): string {
  return JSON.stringify(
    work.items.map((item) => {
      const placed = live && placedFor(live, item.trackingId)
      const conversion = conversions[item.trackingId]
      return {
        tracking_id: item.trackingId,
        version: item.version,
        trigger_id: placed?.triggerId,
        tag_id: placed?.tagId,
        conversion_id: conversion?.conversionId,
        label: conversion?.label,
        resource_name: conversion?.resourceName,
      }
    }),
  )
}

/**
 * Ends a run whose trackings are verified live. SUCCESS holds for the version that was synced: a tracking edited
 * meanwhile is PENDING, and its own job waits already.
 */
export async function recordSuccess(
  db: TenantDb,
  claim: Claim,
  work: Work,
  conversions: Conversions,
  live: Observed,
): Promise<void> {
  await db.$executeRaw`
    with outcome as (
      select * from jsonb_to_recordset(${outcomes(work, conversions, live)}::jsonb) as o (
        tracking_id uuid, version integer, trigger_id text, tag_id text, conversion_id text, label text,
        resource_name text)
    ), synced as (
      update tracking t set
        synced_version = o.version,
        sync_status = case when t.version = o.version and not exists (
            select from sync_job j where j.organization_id = t.organization_id and j.tracking_id = t.id
              and j.status = 'QUEUED')
          then 'SUCCESS' else 'PENDING' end,
        gtm_trigger_id = o.trigger_id, gtm_tag_id = o.tag_id,
        google_ads_conversion_id = coalesce(o.conversion_id, t.google_ads_conversion_id),
        conversion_label = coalesce(o.label, t.conversion_label),
        conversion_action_resource_name = coalesce(o.resource_name, t.conversion_action_resource_name),
        sync_error_code = null, sync_error_message = null, last_synced_at = now()
      from outcome o where t.organization_id = app.require_org() and t.id = o.tracking_id
    ), done as (
      update sync_job set status = 'SUCCEEDED', error_code = null, error_message = null, finished_at = now()
      where organization_id = app.require_org() and run_id = ${claim.runId}::uuid and status = 'RUNNING'
    )
    update sync_run set status = 'SUCCEEDED', error_code = null, error_message = null, finished_at = now()
    where organization_id = app.require_org() and id = ${claim.runId}::uuid`
}

/** The version is made and waits for an ADMIN; its trackings stay IN_PROGRESS until it is published. */
export async function recordAwaitingPublish(db: TenantDb, claim: Claim): Promise<void> {
  await db.syncRun.update({
    where: { id: claim.runId },
    data: { status: 'AWAITING_PUBLISH' },
    select: { id: true },
  })
}

/**
 * Ends a run that cannot go on. What was made at Google until then is kept with the trackings, so that the next sync
 * goes on from there and makes nothing twice.
 */
export async function recordFailure(
  db: TenantDb,
  claim: Claim,
  failure: Failure,
  work: Work | undefined,
  conversions: Conversions,
): Promise<void> {
  const learnt = work ? outcomes(work, conversions, undefined) : '[]'
  await db.$executeRaw`
    with outcome as (
      select * from jsonb_to_recordset(${learnt}::jsonb) as o (
        tracking_id uuid, conversion_id text, label text, resource_name text)
    ), failed as (
      update tracking t set
        sync_status = case when exists (
            select from sync_job j where j.organization_id = t.organization_id and j.tracking_id = t.id
              and j.status = 'QUEUED')
          then 'PENDING' else 'FAILED' end,
        google_ads_conversion_id = coalesce(o.conversion_id, t.google_ads_conversion_id),
        conversion_label = coalesce(o.label, t.conversion_label),
        conversion_action_resource_name = coalesce(o.resource_name, t.conversion_action_resource_name),
        sync_error_code = ${failure.code}, sync_error_message = ${failure.message}
      from outcome o where t.organization_id = app.require_org() and t.id = o.tracking_id
    ), done as (
      update sync_job set status = 'FAILED', error_code = ${failure.code}, error_message = ${failure.message},
        finished_at = now()
      where organization_id = app.require_org() and run_id = ${claim.runId}::uuid and status = 'RUNNING'
    )
    update sync_run set status = 'FAILED', error_code = ${failure.code}, error_message = ${failure.message},
      finished_at = now()
    where organization_id = app.require_org() and id = ${claim.runId}::uuid`
}
