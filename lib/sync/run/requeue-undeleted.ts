import { markedTracking } from '../../deployment/mark.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { enqueueSync } from '../queue/enqueue.ts'
import type { Judgement } from './run-state.ts'
import type { Work } from './work.ts'

/**
 * Queues the removal of deleted trackings whose objects a rollback has brought back: it waits until the customer is
 * resumed. One that was released knows its conversion action no more, and stays. Needs a transaction that sees deleted
 * rows.
 */
export async function requeueUndeleted(db: TenantDb, { customer }: Work, { live }: Judgement): Promise<void> {
  const marked = (live?.tag ?? []).flatMap(({ notes }) => markedTracking(notes) ?? [])
  if (marked.length === 0) return
  const deleted = await db.tracking.findMany({
    where: {
      id: { in: marked },
      customerId: customer.id,
      deletedAt: { not: null },
      conversionActionResourceName: { not: null },
    },
    select: { id: true },
  })
  const jobs = deleted.map(({ id }) => ({ trackingId: id, action: 'DELETE' as const }))
  if (jobs.length > 0) enqueueSync(customer.id, jobs)
}
