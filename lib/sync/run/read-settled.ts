import type { TenantDb } from '../../tenant/with-tenant.ts'
import { TrackingSnapshot, type WorkItem } from '../plan/work-item.ts'
import { trackingRow } from './tracking-row.ts'

/**
 * The trackings of a customer of which the last edit was written at Google, besides those of the run's jobs: what is
 * wanted of them has not changed, and what is there may have.
 * @param editedToo those whose last edit was not written, too: a rollback changes what is live of them
 */
export async function readSettled(
  db: TenantDb,
  customerId: string,
  items: readonly WorkItem[],
  editedToo = false,
): Promise<TrackingSnapshot[]> {
  const rows = await db.$queryRaw<{ tracking: unknown }[]>`
    select to_jsonb(t) as tracking from tracking t
    where t.organization_id = app.require_org() and t.customer_id = ${customerId}::uuid and t.deleted_at is null
      and (t.synced_version = t.version or ${editedToo}) and t.id <> all (${items.map(({ trackingId }) => trackingId)}::uuid[])
    order by t.id`
  return rows.map(({ tracking }) => TrackingSnapshot.parse(trackingRow(tracking)))
}
