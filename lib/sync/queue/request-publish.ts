import { AppError, notFound } from '../../errors/app-error.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { CONTAINER_LOST, NO_VERSION_WAITS, PUBLISHING_FROZEN, VERSION_SUPERSEDED } from '../sync-problems.ts'
import { frozenUntil } from './frozen-until.ts'
import { notReady, READINESS_FIELDS } from './not-ready.ts'
import type { RequestedRun } from './request-sync.ts'

/**
 * Lets the run whose version awaits publishing go on: it is the same run, and publishes exactly what it made. Its
 * trackings are IN_PROGRESS again, but for those that were edited or rejected meanwhile.
 * @param versionId the version that was reviewed; another one is never published in its place
 * @throws AppError `not_found`; `version_superseded` where another version waits; `frozen`; `conflict` where none does or
 *   nothing may be written at Google
 */
export async function requestPublish(
  db: TenantDb,
  customerId: string,
  versionId: string,
): Promise<RequestedRun> {
  const [run] = await db.$queryRaw<RequestedRun[]>`
    with published as ( -- 1. queue the run again, for this version only
      update sync_run r set kind = 'PUBLISH', status = 'QUEUED', run_at = now(), goes_live_at = null
      from customer c
      where c.organization_id = app.require_org() and c.id = ${customerId}::uuid
        and r.organization_id = c.organization_id and r.customer_id = c.id and r.status = 'AWAITING_PUBLISH'
        and r.version_id = ${versionId} and c.status = 'READY'
        and app.frozen_until(c.organization_id, c.id) is null
      returning r.id
    ), marked as ( -- 2. mark what it has trackings for
      update tracking t set sync_status = 'IN_PROGRESS'
      from sync_job j join published p on p.id = j.run_id
      where j.organization_id = app.require_org() and j.status = 'RUNNING'
        and t.organization_id = j.organization_id and t.id = j.tracking_id and t.sync_status = 'AWAITING_PUBLISH'
    )
    select id from published`
  if (run) return run
  const customer = await db.customer.findUnique({
    where: { id: customerId },
    select: {
      ...READINESS_FIELDS,
      syncRuns: { where: { status: 'AWAITING_PUBLISH' }, select: { versionId: true }, take: 1 },
    },
  })
  if (!customer) throw notFound('customer')
  const issue = notReady(customer)
  if (issue) throw issue
  if (customer.status === 'ERROR') throw AppError.of(CONTAINER_LOST)
  const waiting = customer.syncRuns[0]?.versionId
  if (!waiting) throw AppError.of(NO_VERSION_WAITS)
  const until = waiting === versionId ? await frozenUntil(db, customerId) : null
  if (until) throw AppError.of(PUBLISHING_FROZEN, { customerId, until: until.toISOString() })
  throw AppError.of(VERSION_SUPERSEDED, { versionId, waiting })
}
