import type { TenantDb } from '../tenant/with-tenant.ts'
import { requireDone } from './require-done.ts'

/**
 * Revokes an invitation that has not been accepted yet; its link ends with that.
 * @throws AppError `not_found`
 */
export async function revokeInvitation(db: TenantDb, invitationId: string): Promise<void> {
  const [revoked] = await db.$queryRaw<{ outcome: string }[]>`
    select app.revoke_invitation(${invitationId}::uuid) as outcome`
  requireDone(revoked?.outcome, 'invitation')
}
