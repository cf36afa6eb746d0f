import type { TenantDb } from '../../tenant/with-tenant.ts'

/** Until when nothing is published for a customer, by the clock of the database; `null` where it may be. */
export async function frozenUntil(db: TenantDb, customerId: string): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ until: Date | null }[]>`
    select app.frozen_until(app.require_org(), ${customerId}::uuid) as until`
  return row?.until ?? null
}
