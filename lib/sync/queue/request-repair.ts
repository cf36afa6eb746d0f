import type { TenantDb } from '../../tenant/with-tenant.ts'
import { type RequestedRun, requireReachable } from './request-sync.ts'

/**
 * Queues a run that sets back what others have changed of the trackings, and makes again what is missing. One that waits
 * already takes these along.
 * @param trackingIds only these; without them, all of the customer
 * @throws AppError `not_found`; `conflict` where nothing may be written at Google yet, with what to do first
 */
export async function requestRepair(
  db: TenantDb,
  customerId: string,
  trackingIds?: readonly string[],
): Promise<RequestedRun> {
  await requireReachable(db, customerId)
  const request = JSON.stringify(trackingIds ? { trackingIds } : {})
  const [run] = await db.$queryRaw<RequestedRun[]>`
    insert into sync_run as r (customer_id, kind, mode, run_at, request)
    values (${customerId}::uuid, 'REPAIR', 'repair', now(), ${request}::jsonb)
    on conflict (organization_id, customer_id) where status = 'QUEUED' and kind = 'REPAIR'
    do update set run_at = least(r.run_at, excluded.run_at), request = case
      when not (r.request ? 'trackingIds' and excluded.request ? 'trackingIds') then '{}'
      else jsonb_build_object('trackingIds', (
        select jsonb_agg(distinct w.id)
        from jsonb_array_elements(r.request -> 'trackingIds' || (excluded.request -> 'trackingIds')) w (id))) end
    returning r.id`
  if (!run) throw new Error('an upsert returned no row')
  return run
}
