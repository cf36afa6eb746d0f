import { AppError, notFound } from '../../errors/app-error.ts'
import type { RollbackMode } from '../../model/rollback-mode.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { NO_PREVIOUS_VERSION, NOTHING_TO_ROLL_BACK, ROLLBACK_UNDER_WAY } from '../sync-problems.ts'
import { queueRollback } from './queue-rollback.ts'
import { readMadeVersions } from './read-made-versions.ts'
import { type RequestedRun, requireReachable } from './request-sync.ts'

/**
 * Queues a rollback of the version of ours that was published last, and puts the customer on hold, so that no sync undoes
 * it. What is live decides when it runs; what is known here already is said at once.
 * @throws AppError `not_found`; `conflict` where there is nothing to go back to, another rollback is at work, or Google
 *   may not be reached for the customer yet
 */
export async function requestRollback(
  db: TenantDb,
  customerId: string,
  mode: RollbackMode,
): Promise<RequestedRun> {
  await requireReachable(db, customerId)
  const customer = await db.customer.findUnique({
    where: { id: customerId },
    select: {
      containerPath: true,
      syncRuns: { where: { kind: 'ROLLBACK', status: 'RUNNING' }, select: { id: true }, take: 1 },
    },
  })
  if (!customer) throw notFound('customer')
  if (customer.syncRuns.length > 0) throw AppError.of(ROLLBACK_UNDER_WAY, { customerId })
  const made = await readMadeVersions(db, customerId, customer.containerPath ?? '')
  const last = made.find(({ isPublished }) => isPublished)
  if (made.length === 0) throw AppError.of(NOTHING_TO_ROLL_BACK)
  if (mode === 'previous_version' && last?.previousLiveId === null) {
    throw AppError.of(NO_PREVIOUS_VERSION, { versionId: last.versionId })
  }
  return queueRollback(db, customerId, { rollback: mode, ...(last && { undoes: last.versionId }) })
}
