import { z } from 'zod'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { type CustomerReportRow, type CustomersQuery, CustomersReport } from './customers-view.ts'

const Row = CustomersReport.shape.data.element.extend({ lastSyncedAt: z.date().nullable() })

/**
 * The customers with most trackings, or with most failed ones, and how far theirs are; one statement, of whose two
 * ways to choose only the one that is asked for runs. The first goes down an index of the counts, the second begins at
 * the failed trackings; then only the trackings of the chosen customers are looked at.
 */
export async function getCustomersReport(
  db: TenantDb,
  organizationId: string,
  { sort, limit }: Pick<CustomersQuery, 'sort' | 'limit'>,
): Promise<CustomerReportRow[]> {
  const rows = await db.$queryRaw<unknown[]>`
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
        max(last_synced_at) as "lastSyncedAt"
      from tracking
      where organization_id = ${organizationId}::uuid and customer_id = c.id and deleted_at is null
    ) t
    order by chosen.rank desc, c.id desc`
  return z
    .array(Row)
    .parse(rows)
    .map((row) => ({ ...row, lastSyncedAt: row.lastSyncedAt?.toISOString() ?? null }))
}
