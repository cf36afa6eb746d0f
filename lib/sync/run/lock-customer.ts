import type { TenantDb } from '../../tenant/with-tenant.ts'

/** Locks are taken in one order everywhere: customer, trackings, jobs. The end of a run writes all three. */
export async function lockCustomer(db: TenantDb, customerId: string): Promise<void> {
  await db.$queryRaw`
    select from customer c where c.organization_id = app.require_org() and c.id = ${customerId}::uuid
    for no key update`
}
