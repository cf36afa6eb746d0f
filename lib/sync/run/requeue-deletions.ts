import type { TenantDb } from '../../tenant/with-tenant.ts'
import { enqueueSync } from '../queue/enqueue.ts'
import type { Rejections } from '../queue/failure.ts'
import type { Work } from './work.ts'

/** A day later, or with the customer's next sync. */
const AGAIN_IN_SECONDS = 86_400

/**
 * After a run that could not go on: what it should have removed is still deployed, and a deleted tracking is not seen
 * by anyone who could ask again. So its job is queued again, unless it was restored meanwhile. While the connection is
 * lost, the run waits for it. Needs a transaction that sees deleted rows.
 * @param rejected only these, where the rest of the run has ended well
 */
export async function requeueDeletions(
  db: TenantDb,
  { items, customer }: Work,
  rejected?: Rejections,
): Promise<void> {
  const tried = items
    .filter(({ action, trackingId }) => action === 'DELETE' && (!rejected || rejected[trackingId]))
    .map(({ trackingId }) => trackingId)
  if (tried.length === 0) return
  const gone = await db.tracking.findMany({
    where: { id: { in: tried }, deletedAt: { not: null } },
    select: { id: true },
  })
  const jobs = gone.map(({ id }) => ({ trackingId: id, action: 'DELETE' as const }))
  if (jobs.length > 0) enqueueSync(customer.id, jobs, AGAIN_IN_SECONDS)
}
