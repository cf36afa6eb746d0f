import type { TenantDb } from '../../tenant/with-tenant.ts'
import type { Claim } from '../queue/claim.ts'
import type { Failure } from '../queue/failure.ts'
import { outcomesOf } from './outcomes-of.ts'
import { recordSettled } from './record-settled.ts'
import type { RunState } from './run-state.ts'

/**
 * Ends a run. SUCCESS holds for the version of a tracking that was synced, and only if that is live and can fire: one
 * edited meanwhile is PENDING, and its own job waits already. What was made at Google is kept with the trackings, failed
 * ones too, so that the next sync goes on from there and makes nothing twice. A run all of whose trackings were rejected
 * has failed.
 * @param failure why the run could not go on; it holds for every tracking that was not rejected on its own
 */
export async function recordEnd(
  db: TenantDb,
  { runId }: Claim,
  state: RunState | undefined,
  failure?: Failure,
): Promise<void> {
  const { code = null, message = null } = failure ?? rejectionOfAll(state) ?? {}
  const { items, settled } = outcomesOf(state, failure)
  await db.$executeRaw`
    with outcome as ( -- 1. join each job of the run with what became of it
      select j.id as job_id, j.tracking_id, o.version, o.trigger_id, o.tag_id, o.conversion_id, o.label,
        o.resource_name, o.applied, o.deployment, o.deployment_state, coalesce(o.written, false) as written,
        coalesce(o.error_code, ${code}::text) as error_code,
        coalesce(o.error_message, ${message}::text) as error_message
      from sync_job j
      left join jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as o (
        tracking_id uuid, version integer, trigger_id text, tag_id text, conversion_id text, label text,
        resource_name text, applied jsonb, deployment jsonb, deployment_state text, written boolean,
        error_code text, error_message text) on o.tracking_id = j.tracking_id
      where j.organization_id = app.require_org() and j.run_id = ${runId}::uuid and j.status = 'RUNNING'
    ), known as ( -- 2. keep with the trackings what is known of them now
      update tracking t set
        google_ads_conversion_id = coalesce(o.conversion_id, t.google_ads_conversion_id),
        conversion_label = coalesce(o.label, t.conversion_label),
        conversion_action_resource_name = coalesce(o.resource_name, t.conversion_action_resource_name),
        applied = coalesce(o.applied, t.applied),
        gtm_trigger_id = case when o.written then o.trigger_id else t.gtm_trigger_id end,
        gtm_tag_id = case when o.written then o.tag_id else t.gtm_tag_id end,
        synced_version = case when o.written then o.version else t.synced_version end,
        last_synced_at = case when o.written then now() else t.last_synced_at end,
        deployment = coalesce(o.deployment, t.deployment),
        deployment_state = coalesce(o.deployment_state, t.deployment_state),
        deployment_checked_at = case when o.deployment is null then t.deployment_checked_at else now() end,
        sync_status = case when t.version <> o.version or exists (
            select from sync_job j where j.organization_id = t.organization_id and j.tracking_id = t.id
              and j.status = 'QUEUED') then 'PENDING'
          when o.error_code is null then 'SUCCESS' else 'FAILED' end,
        sync_error_code = o.error_code, sync_error_message = o.error_message
      from outcome o where t.organization_id = app.require_org() and t.id = o.tracking_id
    ), ended as ( -- 3. end the jobs; what is written is done, whether it can fire or not
      update sync_job j set status = case when o.written then 'SUCCEEDED' else 'FAILED' end,
        error_code = o.error_code, error_message = o.error_message, finished_at = now()
      from outcome o where j.organization_id = app.require_org() and j.id = o.job_id
    ) -- 4. end the run
    update sync_run set status = ${code === null ? 'SUCCEEDED' : 'FAILED'}, finished_at = now(),
      error_code = ${code}::text, error_message = ${message}::text,
      cannot_fire = (select count(*) from outcome o where o.error_code = 'cannot_fire')
    where organization_id = app.require_org() and id = ${runId}::uuid`
  if (settled.length > 0) await recordSettled(db, settled)
}

/** Why a run has failed that has nothing left to do, because Google rejected all of its trackings. */
function rejectionOfAll(state: RunState | undefined): Failure | undefined {
  const failures = (state?.work.items ?? []).map(({ trackingId }) => state?.checkpoint.rejected[trackingId])
  return failures.every(Boolean) ? failures[0] : undefined
}

/**
 * The version is made and waits for an ADMIN; so do its trackings, but for those that were edited meanwhile, whose own
 * jobs wait already, and those that Google rejected, which are not in it. What was made in Google Ads is kept with them:
 * another run may take their jobs over. One that only a freeze keeps from going live is looked at again when that ends.
 */
export async function recordAwaitingPublish(db: TenantDb, { runId }: Claim, state: RunState): Promise<void> {
  const { items } = outcomesOf(state, undefined)
  const { publishes } = state.work
  await db.$executeRaw`
    with marked as ( -- 1. mark the trackings
      update tracking t set
        sync_status = case when exists (
            select from sync_job q where q.organization_id = t.organization_id and q.tracking_id = t.id
              and q.status = 'QUEUED') then 'PENDING'
          when o.error_code is null then 'AWAITING_PUBLISH' else 'FAILED' end,
        sync_error_code = o.error_code, sync_error_message = o.error_message,
        applied = coalesce(o.applied, t.applied),
        google_ads_conversion_id = coalesce(o.conversion_id, t.google_ads_conversion_id),
        conversion_label = coalesce(o.label, t.conversion_label),
        conversion_action_resource_name = coalesce(o.resource_name, t.conversion_action_resource_name)
      from sync_job j
      left join jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as o (
        tracking_id uuid, conversion_id text, label text, resource_name text, applied jsonb, error_code text,
        error_message text) on o.tracking_id = j.tracking_id
      where j.organization_id = app.require_org() and j.run_id = ${runId}::uuid and j.status = 'RUNNING'
        and t.organization_id = j.organization_id and t.id = j.tracking_id
    ) -- 2. let the run wait
    update sync_run set status = 'AWAITING_PUBLISH', error_code = null, error_message = null,
      frozen_at = case when ${publishes} then now() end,
      goes_live_at = case when ${publishes} then coalesce(app.frozen_until(organization_id, customer_id), now()) end
    where organization_id = app.require_org() and id = ${runId}::uuid`
}
