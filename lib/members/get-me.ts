import { AppError } from '../errors/app-error.ts'
import type { Identity } from '../model/identity.ts'
import { callBeforeTenant } from '../tenant/before-tenant.ts'
import { findMembership, type Membership } from '../tenant/membership.ts'
import { signClaims } from '../tenant/sign-claims.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { followAddress } from './follow-address.ts'
import { foundingProblem } from './founding-problem.ts'
import { MEMBERSHIP_FIELDS, type Me, meView } from './me-view.ts'
import { ADDRESS_OF_MEMBER } from './member-problems.ts'

/**
 * Who the caller is here. A remembered membership may have ended, so it is looked up again where access is denied.
 * @throws TenantAccessDeniedError `signed_out`
 */
export async function getMe(caller: Identity, requestId: string): Promise<Me> {
  const hint = await findMembership(caller.firebaseUid)
  if (!hint) return noMembership(caller)
  try {
    return await readMembership(hint, caller, requestId)
  } catch (error) {
    if (!(error instanceof TenantAccessDeniedError) || error.reason !== 'not_a_member') throw error
    const current = await findMembership(caller.firebaseUid, { fresh: true })
    return current ? readMembership(current, caller, requestId) : noMembership(caller)
  }
}

/**
 * The caller's present membership, whose address follows the one of the caller's account.
 * @throws TenantAccessDeniedError
 */
export async function readMembership(
  { organizationId, userId }: Pick<Membership, 'organizationId' | 'userId'>,
  caller: Identity,
  requestId: string,
): Promise<Me> {
  const actor = { kind: 'user', userId, needs: 'MEMBER', authenticatedAt: caller.authenticatedAt } as const
  const tenant = { organizationId, actor, requestId }
  const row = await withTenant(tenant, { readOnly: true }, (db) =>
    db.user.findUnique({ where: { id: userId }, select: MEMBERSHIP_FIELDS }),
  )
  // Removed between the opening of the session and this statement.
  if (!row) throw new TenantAccessDeniedError('not_a_member')
  return meView({ ...row, email: await followAddress(tenant, { userId, email: row.email }, caller) })
}

/** A verified address is the caller's own, so who else is known by it is no secret to them; of which organization is. */
async function noMembership(caller: Identity): Promise<Me> {
  const nextStep = (await isAddressOfMember(caller)) ? ADDRESS_OF_MEMBER.detail : howToGetIn(caller)
  return { membership: null, nextStep }
}

async function isAddressOfMember({ firebaseUid, email, emailVerified }: Identity): Promise<boolean> {
  if (!email || !emailVerified) return false
  const claims = signClaims({ kind: 'address', firebaseUid, email })
  const [row] = await callBeforeTenant<{ taken: boolean }>('select app.is_address_of_member($1) as taken', [
    claims,
  ])
  return row?.taken ?? false
}

/** `null` where the caller can found an organization. */
function howToGetIn({ firebaseUid }: Identity): string | null {
  const closed = foundingProblem()
  return closed ? AppError.of(closed, { account: firebaseUid }).message : null
}
