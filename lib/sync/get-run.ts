import { notFound } from '../errors.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { JOB_FIELDS, RUN_FIELDS, type SyncRunWithJobsView, syncRunWithJobsView } from './run-view.ts'

const OLDEST_FIRST = [{ createdAt: 'asc' }, { id: 'asc' }] as const

/**
 * A run with its jobs. A queued sync has none of its own yet: it will take every job that waits for its customer.
 * @throws AppError `not_found`
 */
export async function getRun(db: TenantDb, syncRunId: string): Promise<SyncRunWithJobsView> {
  const found = await db.syncRun.findUnique({
    where: { id: syncRunId },
    select: { ...RUN_FIELDS, jobs: { select: JOB_FIELDS, orderBy: [...OLDEST_FIRST] } },
  })
  if (!found) throw notFound('sync run')
  const { jobs, ...run } = found
  if (run.status !== 'QUEUED' || run.kind !== 'SYNC') return syncRunWithJobsView(run, jobs)
  const waiting = await db.syncJob.findMany({
    where: { customerId: run.customerId, status: 'QUEUED' },
    select: JOB_FIELDS,
    orderBy: [...OLDEST_FIRST],
  })
  return syncRunWithJobsView(run, waiting)
}
