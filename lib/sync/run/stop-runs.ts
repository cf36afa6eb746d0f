import type { TenantDb } from '../../tenant/with-tenant.ts'
import { enqueueSyncNow, type NewJob } from '../queue/enqueue.ts'
import { failureOf } from './failure-of.ts'
import { lockCustomer } from './lock-customer.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'

/**
 * Ends the customer's other runs that write and have not ended: one that the hold has stopped, and one whose version
 * awaits publishing, were made for a container that is about to be another one. Their jobs wait for the next sync.
 */
export async function stopRuns(db: TenantDb, runId: string, customerId: string): Promise<void> {
  await lockCustomer(db, customerId)
  const { code, message } = failureOf(new SyncBlockedError('stopped_by_rollback'))
  const jobs = await db.$queryRaw<NewJob[]>`
    with stopped as ( -- 1. end the runs; nothing else is at work in the container of this one
      update sync_run set status = 'CANCELLED', finished_at = now(), error_code = ${code}, error_message = ${message}
      where organization_id = app.require_org() and customer_id = ${customerId}::uuid and id <> ${runId}::uuid
        and (status = 'AWAITING_PUBLISH' or status = 'QUEUED' and kind = 'PUBLISH'
          or status = 'RUNNING' and kind in ('SYNC', 'PUBLISH', 'REPAIR'))
      returning id
    ), locked as ( -- 2. lock the trackings before their jobs, as edits do
      select t.id from tracking t
      where t.organization_id = app.require_org() and t.id in (
        select j.tracking_id from sync_job j
        where j.organization_id = app.require_org() and j.status = 'RUNNING' and j.run_id in (select id from stopped))
      order by t.id for no key update
    ), cancelled as ( -- 3. cancel their jobs
      update sync_job set status = 'CANCELLED', finished_at = now()
      where organization_id = app.require_org() and status = 'RUNNING' and run_id in (select id from stopped)
        and tracking_id in (select id from locked)
      returning tracking_id, action
    ), pending as ( -- 4. their trackings wait again
      update tracking t set sync_status = 'PENDING' from cancelled c
      where t.organization_id = app.require_org() and t.id = c.tracking_id
    )
    select tracking_id as "trackingId", action from cancelled`
  if (jobs.length > 0) await enqueueSyncNow(db, customerId, jobs)
}
