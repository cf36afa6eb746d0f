import type { TenantDb } from '../tenant/with-tenant.ts'
import type { CustomerReportRow } from './customers-report-view.ts'
import type { CustomersQuery } from './report-input.ts'

/**
 * The customers with most trackings, or with most failed ones, and how far their trackings are; one statement, of whose
 * two selections only the requested one runs. The first reads the counts of the organization's customers and keeps the
 * greatest (an index over them would be written with every tracking), the second begins at the failed trackings; then only
 * the trackings of the chosen customers are counted.
 */
export function getCustomersReport(
  db: TenantDb,
  organizationId: string,
  { sort, limit }: Pick<CustomersQuery, 'sort' | 'limit'>,
): Promise<CustomerReportRow[]> {
  return db.$queryRaw<CustomerReportRow[]>`
    with chosen as (
      (select id, tracking_count as rank from customer
       where ${sort} = 'trackings' and organization_id = ${organizationId}::uuid and deleted_at is null
       order by tracking_count desc, id desc limit ${limit})
      union all
      (select customer_id, count(*) as failed from tracking
       where ${sort} = 'failed' and organization_id = ${organizationId}::uuid and sync_status = 'FAILED'
         and deleted_at is null
       group by customer_id order by failed desc, customer_id desc limit ${limit})
    )
    select c.id as "customerId", c.name, c.status, t.*
    from chosen
    join customer c on c.organization_id = ${organizationId}::uuid and c.id = chosen.id and c.deleted_at is null,
    lateral (
      select count(*)::int as total,
        count(*) filter (where sync_status = 'SUCCESS')::int as succeeded,
        count(*) filter (where sync_status = 'FAILED')::int as failed,
        count(*) filter (where sync_status = 'PENDING')::int as pending,
        count(*) filter (where sync_status = 'IN_PROGRESS')::int as "inProgress",
        count(*) filter (where sync_status = 'AWAITING_PUBLISH')::int as "awaitingPublish",
        max(last_synced_at) as "lastSyncedAt"
      from tracking
      where organization_id = ${organizationId}::uuid and customer_id = c.id and deleted_at is null
    ) t
    order by chosen.rank desc, c.id desc`
}
