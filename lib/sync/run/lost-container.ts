import type { FindingCode } from '../../model/finding-code.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { enqueueSync } from '../queue/enqueue.ts'
import type { Work } from './work.ts'

const CODE: FindingCode = 'rights.container_lost'

/** The connected Google account has lost the container: nothing runs by itself until a user has fixed that. */
export async function loseContainer(db: TenantDb, { customer }: Work): Promise<void> {
  await db.customer.updateMany({
    where: { id: customer.id, googleAccess: 'GRANTED' },
    data: { googleAccess: 'LOST', version: { increment: 1 } },
  })
}

/** A sync has reached the container again; the changes requested meanwhile get their run. */
export async function recoverContainer(db: TenantDb, { customer, background }: Work): Promise<void> {
  if (customer.status !== 'ERROR') return
  const [recovered] = await db.customer.updateManyAndReturn({
    where: {
      id: customer.id,
      googleAccess: 'LOST',
      googleConnection: { status: 'ACTIVE' },
      // What the watch can read, a run need not be allowed to write.
      ...(background && { findings: { none: { code: CODE, subject: 'write', resolvedAt: null } } }),
    },
    data: { googleAccess: 'GRANTED', version: { increment: 1 } },
    select: { status: true },
  })
  if (recovered?.status === 'READY') enqueueSync(customer.id, [])
}
