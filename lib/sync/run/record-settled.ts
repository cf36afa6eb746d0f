import type { TenantDb } from '../../tenant/with-tenant.ts'
import type { Outcome } from './outcomes-of.ts'

/** Keeps the verdicts on trackings that had no job in a run, and what it has made again of them. */
export async function recordSettled(db: TenantDb, settled: readonly Outcome[]): Promise<void> {
  await db.$executeRaw`
    update tracking t set
      gtm_trigger_id = o.trigger_id, gtm_tag_id = o.tag_id, applied = coalesce(o.applied, t.applied),
      google_ads_conversion_id = coalesce(o.conversion_id, t.google_ads_conversion_id),
      conversion_label = coalesce(o.label, t.conversion_label),
      conversion_action_resource_name = coalesce(o.resource_name, t.conversion_action_resource_name),
      deployment = o.deployment, deployment_state = o.deployment_state, deployment_checked_at = now()
    from jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) as o (
      tracking_id uuid, version integer, trigger_id text, tag_id text, conversion_id text, label text,
      resource_name text, applied jsonb, deployment jsonb, deployment_state text)
    where t.organization_id = app.require_org() and t.id = o.tracking_id and t.version = o.version
      and t.deleted_at is null`
}
