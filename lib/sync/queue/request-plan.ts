import { AppError } from '../../errors/app-error.ts'
import type { PlanMode } from '../../model/plan-mode.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { PLAN_WAITS } from '../sync-problems.ts'
import { type RequestedRun, requireReachable } from './request-sync.ts'

/** What a plan is made for: how far the run would go, for which trackings, and whether it builds on what is live. */
export type PlanRequest = {
  planFor?: Exclude<PlanMode, 'edit'>
  trackingIds?: readonly string[]
  buildOnLive?: boolean
}

/**
 * Queues a run that only plans. One that waits already and is asked for the same is made due.
 * @throws AppError `not_found`; `conflict` where Google cannot be reached for the customer, with what to do first, or
 *   where another plan waits
 */
export async function requestPlan(
  db: TenantDb,
  customerId: string,
  { planFor = 'sync', trackingIds, buildOnLive = false }: PlanRequest = {},
): Promise<RequestedRun> {
  await requireReachable(db, customerId)
  const request = JSON.stringify({ planFor, trackingIds })
  const [run] = await db.$queryRaw<RequestedRun[]>`
    insert into sync_run as r (customer_id, kind, run_at, mode, builds_on_live, request)
    values (${customerId}::uuid, 'PLAN', now(), ${planFor}, ${buildOnLive}, ${request}::jsonb)
    on conflict (organization_id, customer_id) where status = 'QUEUED' and kind = 'PLAN'
    do update set run_at = least(r.run_at, excluded.run_at)
    where r.builds_on_live = excluded.builds_on_live and r.request = excluded.request
    returning id`
  if (!run) throw AppError.of(PLAN_WAITS)
  return run
}
