import { findMembership, type Membership } from '../tenant/membership.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { MEMBERSHIP_FIELDS, type Me, meView } from './me-view.ts'
import type { SignedIn } from './require-verified-email.ts'

const NO_MEMBERSHIP: Me = { membership: null }

/**
 * Who the caller is here. A remembered membership may have ended, so it is looked up again where access is denied.
 * @throws TenantAccessDeniedError `signed_out`
 */
export async function getMe(
  caller: Pick<SignedIn, 'firebaseUid' | 'authenticatedAt'>,
  requestId: string,
): Promise<Me> {
  const hint = await findMembership(caller.firebaseUid)
  if (!hint) return NO_MEMBERSHIP
  try {
    return await readMembership(hint, caller, requestId)
  } catch (error) {
    if (!(error instanceof TenantAccessDeniedError) || error.reason !== 'not_a_member') throw error
    const current = await findMembership(caller.firebaseUid, { fresh: true })
    return current ? readMembership(current, caller, requestId) : NO_MEMBERSHIP
  }
}

/**
 * The caller's present membership.
 * @throws TenantAccessDeniedError
 */
export function readMembership(
  { organizationId, userId }: Pick<Membership, 'organizationId' | 'userId'>,
  { authenticatedAt }: Pick<SignedIn, 'authenticatedAt'>,
  requestId: string,
): Promise<Me> {
  const actor = { kind: 'user', userId, needs: 'MEMBER', authenticatedAt } as const
  return withTenant({ organizationId, actor, requestId }, { readOnly: true }, async (db) => {
    const row = await db.user.findUnique({ where: { id: userId }, select: MEMBERSHIP_FIELDS })
    // Removed between the opening of the session and this statement.
    if (!row) throw new TenantAccessDeniedError('not_a_member')
    return meView(row)
  })
}
