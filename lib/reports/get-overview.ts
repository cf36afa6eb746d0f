import type { TenantDb } from '../tenant/with-tenant.ts'
import { type Overview, type OverviewRow, overviewView } from './overview-view.ts'

/** The state of the whole organization, counted by the database in one statement. */
export async function getOverview(db: TenantDb, organizationId: string): Promise<Overview> {
  const [row] = await db.$queryRaw<OverviewRow[]>`
    select
      (select coalesce(jsonb_object_agg(status, customers), '{}') from report_customer_status
        where organization_id = ${organizationId}::uuid) as customers,
      (select coalesce(jsonb_object_agg(sync_status, trackings), '{}') from report_sync_status
        where organization_id = ${organizationId}::uuid) as trackings,
      (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from (
        select customer_id as id, name, tracking_count as "trackingCount" from report_customer_size
        where organization_id = ${organizationId}::uuid and tracking_count > 0
        order by tracking_count desc, customer_id desc limit 10) t) as "topCustomers"`
  if (!row) throw new Error('a statement without FROM returned no row')
  return overviewView(row)
}
