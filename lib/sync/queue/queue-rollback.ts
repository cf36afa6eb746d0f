import type { TenantDb } from '../../tenant/with-tenant.ts'
import type { RequestedRun } from './request-sync.ts'
import type { RunRequest } from './run-request.ts'

/**
 * Queues the run of a rollback and puts the customer on hold, so that no sync undoes it. A rollback that waits already is
 * made the one that was asked for last.
 */
export async function queueRollback(
  db: TenantDb,
  customerId: string,
  request: RunRequest,
): Promise<RequestedRun> {
  await db.customer.updateMany({
    where: { id: customerId, hold: false },
    data: { hold: true, version: { increment: 1 } },
  })
  const [run] = await db.$queryRaw<RequestedRun[]>`
    insert into sync_run as r (customer_id, kind, run_at, request)
    values (${customerId}::uuid, 'ROLLBACK', now(), ${JSON.stringify(request)}::jsonb)
    on conflict (organization_id, customer_id) where status = 'QUEUED' and kind = 'ROLLBACK'
    do update set run_at = least(r.run_at, excluded.run_at), request = excluded.request
    returning id`
  if (!run) throw new Error('an upsert returned no row')
  return run
}
