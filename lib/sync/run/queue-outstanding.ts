import type { TenantDb } from '../../tenant/with-tenant.ts'
import { outstandingJobs } from '../queue/request-sync.ts'

/** Queues jobs for the trackings that failed or were never made, for the run that is under way. */
export async function queueOutstanding(db: TenantDb, customerId: string): Promise<void> {
  const jobs = await outstandingJobs(db, customerId)
  if (jobs.length === 0) return
  await db.$executeRaw`
    insert into sync_job (customer_id, tracking_id, action)
    select ${customerId}::uuid, j.* from unnest(
      ${jobs.map(({ trackingId }) => trackingId)}::uuid[], ${jobs.map(({ action }) => action)}::text[]) as j
    on conflict (organization_id, tracking_id) where status = 'QUEUED' do nothing`
}
