import type { TenantDb } from '../tenant/with-tenant.ts'
import { requireDone } from './membership-change.ts'

/**
 * Calls off an invitation that nobody has accepted yet; its link is dead.
 * @throws AppError `not_found`
 */
export async function revokeInvitation(db: TenantDb, invitationId: string): Promise<void> {
  const [revoked] = await db.$queryRaw<{ outcome: string }[]>`
    select app.revoke_invitation(${invitationId}::uuid) as outcome`
  requireDone(revoked?.outcome, 'invitation')
}
