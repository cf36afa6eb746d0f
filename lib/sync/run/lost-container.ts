import type { TenantDb } from '../../tenant/with-tenant.ts'
import { enqueueSync } from '../queue/enqueue.ts'
import type { Work } from './work.ts'

/** The connected Google account has lost the container: nothing runs by itself until a user has fixed that. */
export async function loseContainer(db: TenantDb, { customer }: Work): Promise<void> {
  await db.customer.updateMany({
    where: { id: customer.id, status: 'CONNECTED' },
    data: { status: 'ERROR', version: { increment: 1 } },
  })
}

/** A sync has reached the container again; the changes requested meanwhile get their run. */
export async function recoverContainer(db: TenantDb, { customer }: Work): Promise<void> {
  if (customer.status !== 'ERROR') return
  const { count } = await db.customer.updateMany({
    where: { id: customer.id, status: 'ERROR', googleConnection: { status: 'ACTIVE' } },
    data: { status: 'CONNECTED', version: { increment: 1 } },
  })
  if (count > 0) enqueueSync(customer.id, [])
}
