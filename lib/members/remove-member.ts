import type { TenantDb } from '../tenant/with-tenant.ts'
import { requireDone } from './require-done.ts'

/**
 * Removes a member from the organization, from their next request on: an ADMIN removes any, a MEMBER only themselves.
 * Their open invitations are revoked; they may join or found another organization.
 * @throws TenantAccessDeniedError · AppError `not_found`; `conflict` for the last ADMIN
 */
export async function removeMember(db: TenantDb, userId: string): Promise<void> {
  const [removed] = await db.$queryRaw<{ outcome: string }[]>`
    select app.remove_member(${userId}::uuid) as outcome`
  requireDone(removed?.outcome, 'member')
}
