import type { TenantDb } from '../tenant/with-tenant.ts'
import { requireDone } from './membership-change.ts'

/**
 * Takes a member out of the organization, from their next request on: an ADMIN anybody, everybody themselves. Their
 * open invitations are called off; they may join or found another organization.
 * @throws TenantAccessDeniedError · AppError `not_found`; `conflict` for the last ADMIN
 */
export async function removeMember(db: TenantDb, userId: string): Promise<void> {
  const [removed] = await db.$queryRaw<{ outcome: string }[]>`
    select app.remove_member(${userId}::uuid) as outcome`
  requireDone(removed?.outcome, 'member')
}
