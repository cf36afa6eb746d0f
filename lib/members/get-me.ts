import { findMembership, type Membership } from '../tenant/membership.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { MEMBERSHIP_FIELDS, type MeView, meView } from './me-view.ts'

type SignedIn = { firebaseUid: string; authenticatedAt: Date }

const NOBODY: MeView = { membership: null }

/**
 * Who the caller is here. A remembered membership may have ended, so a refusal is asked about once more.
 * @throws TenantAccessDeniedError `signed_out`
 */
export async function getMe(caller: SignedIn, requestId: string): Promise<MeView> {
  const hint = await findMembership(caller.firebaseUid)
  if (!hint) return NOBODY
  try {
    return await readMembership(hint, caller, requestId)
  } catch (error) {
    if (!(error instanceof TenantAccessDeniedError) || error.reason !== 'not_a_member') throw error
    const current = await findMembership(caller.firebaseUid, { fresh: true })
    return current ? readMembership(current, caller, requestId) : NOBODY
  }
}

/**
 * The caller's membership as it stands.
 * @throws TenantAccessDeniedError
 */
export function readMembership(
  { organizationId, userId }: Pick<Membership, 'organizationId' | 'userId'>,
  { authenticatedAt }: Pick<SignedIn, 'authenticatedAt'>,
  requestId: string,
): Promise<MeView> {
  const actor = { kind: 'user', userId, needs: 'MEMBER', authenticatedAt } as const
  return withTenant({ organizationId, actor, requestId }, { readOnly: true }, async (db) => {
    const row = await db.user.findUnique({ where: { id: userId }, select: MEMBERSHIP_FIELDS })
    // Taken out between the entry and this statement.
    if (!row) throw new TenantAccessDeniedError('not_a_member')
    return meView(row)
  })
}
