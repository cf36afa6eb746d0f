import type { TenantDb } from '../../tenant/with-tenant.ts'
import { type RequestedRun, requireReachable } from './request-sync.ts'

/**
 * Queues a run that only looks: it judges what is live against what the trackings want, sees what was drafted in the
 * workspaces, and writes nothing at Google.
 * One that waits already is made due.
 * @throws AppError `not_found`; `conflict` where Google cannot be reached for the customer, with what to do first
 */
export async function requestVerify(db: TenantDb, customerId: string): Promise<RequestedRun> {
  await requireReachable(db, customerId)
  const [run] = await db.$queryRaw<RequestedRun[]>`
    insert into sync_run as r (customer_id, kind, request, run_at)
    values (${customerId}::uuid, 'VERIFY', '{"drafts": true}', now())
    on conflict (organization_id, customer_id) where status = 'QUEUED' and kind = 'VERIFY'
    do update set run_at = least(r.run_at, excluded.run_at)
    returning id`
  if (!run) throw new Error('an upsert returned no row')
  return run
}
