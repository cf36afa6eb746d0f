import { enqueueSyncs } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { digestOfEdit, holdTrackings } from './bulk-edit.ts'
import { type DeletedTrackings, selectedView } from './bulk-view.ts'
import type { DeleteTrackings } from './change-trackings-input.ts'
import { selectTrackings } from './selection.ts'

/**
 * Deletes many trackings, all or none, each as if it was deleted alone: it can be restored alone, and what is deployed of
 * it is removed by the next run of its customer.
 * @param validate only says which
 * @throws AppError `invalid_request`; `conflict` where something has changed since the digest
 */
export async function deleteTrackings(
  db: TenantDb,
  { filter, digest }: DeleteTrackings,
  validate: boolean,
): Promise<DeletedTrackings> {
  const found = await selectTrackings(db, filter)
  const expected = digestOfEdit({ deletes: true }, found)
  if (!validate) {
    await holdTrackings(db, found, { digest, expected })
    const ids = found.map(({ id }) => id)
    const deployed = await db.$queryRaw<{ customerId: string; trackingId: string }[]>`
      select customer_id as "customerId", tracking_id as "trackingId" from app.soft_delete_each(${ids}::uuid[])`
    enqueueSyncs(deployed.map((each) => ({ ...each, action: 'DELETE' })))
  }
  return { data: found.map(selectedView), digest: expected }
}
