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
      (select customer_id, tracking_count as rank from report_customer_size
       where ${sort} = 'trackings' and organization_id = ${organizationId}::uuid
       order by tracking_count desc, customer_id desc limit ${limit})
      union all
      (select customer_id, failed from report_customer_failures
       where ${sort} = 'failed' and organization_id = ${organizationId}::uuid
       order by failed desc, customer_id desc limit ${limit})
    )
    select p.customer_id as "customerId", p.name, p.status, p.total, p.succeeded, p.failed, p.pending,
      p.in_progress as "inProgress", p.awaiting_publish as "awaitingPublish", p.last_synced_at as "lastSyncedAt"
    from chosen
    join report_customer_progress p on p.organization_id = ${organizationId}::uuid and p.customer_id = chosen.customer_id
    order by chosen.rank desc, p.customer_id desc`
}
