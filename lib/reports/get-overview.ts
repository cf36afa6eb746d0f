import type { TenantDb } from '../tenant/with-tenant.ts'
import { type Overview, type OverviewRow, overviewView } from './overview-view.ts'

/** The state of the whole organization, counted by the database in one statement. */
export async function getOverview(db: TenantDb, organizationId: string): Promise<Overview> {
  const [row] = await db.$queryRaw<OverviewRow[]>`
    select
      (select coalesce(jsonb_object_agg(s.status, s.n), '{}') from (
        select status, count(*)::int as n from customer
        where organization_id = ${organizationId}::uuid and deleted_at is null group by status) s) as customers,
      (select coalesce(jsonb_object_agg(s.sync_status, s.n), '{}') from (
        select sync_status, count(*)::int as n from tracking
        where organization_id = ${organizationId}::uuid and deleted_at is null group by sync_status) s) as trackings,
      (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from (
        select id, name, tracking_count as "trackingCount" from customer
        where organization_id = ${organizationId}::uuid and deleted_at is null and tracking_count > 0
        order by tracking_count desc, id desc limit 10) t) as "topCustomers"`
  if (!row) throw new Error('a statement without FROM returned no row')
  return overviewView(row)
}
