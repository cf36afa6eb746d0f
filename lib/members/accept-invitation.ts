import { sqlStateOf } from '../db/sql-state.ts'
import { AppError } from '../errors/app-error.ts'
import type { Identity } from '../model/identity.ts'
import { hashSecret } from '../secrets/one-time-secret.ts'
import { changeBeforeTenant } from '../tenant/change-before-tenant.ts'
import { signClaims } from '../tenant/sign-claims.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import { readMembership } from './get-me.ts'
import type { Me } from './me-view.ts'
import { NO_SUCH_INVITATION } from './member-problems.ts'
import { membershipConflict } from './membership-conflict.ts'
import { requireJoining } from './require-joining.ts'
import { requireVerifiedEmail } from './require-verified-email.ts'

/**
 * Joins the organization that has invited the caller's verified address. Repeated by the same person, it returns the
 * same.
 * @throws AppError `sign_up_closed` where the setting SIGN_UP says so; `forbidden` without a verified e-mail address; `conflict` for a member of another organization, or
 *   the address of a member;
 *   `not_found`, the same for a token that is unknown, late, revoked, used, or meant for another address
 */
export async function acceptInvitation(person: Identity, token: string, requestId: string): Promise<Me> {
  const { firebaseUid } = person
  requireJoining()
  const email = requireVerifiedEmail(person)
  const membership = await accept(
    firebaseUid,
    signClaims({ kind: 'invitation', tokenHash: hashSecret(token), firebaseUid, email, request: requestId }),
  )
  if (!membership) throw AppError.of(NO_SUCH_INVITATION)
  try {
    return await readMembership(membership, person, requestId)
  } catch (error) {
    // The organization was deleted or the new member removed at this moment.
    throw error instanceof TenantAccessDeniedError && error.reason === 'not_a_member'
      ? AppError.of(NO_SUCH_INVITATION)
      : error
  }
}

async function accept(firebaseUid: string, signedClaims: string) {
  try {
    const [joined] = await changeBeforeTenant<{ organization_id: string; user_id: string }>(
      'select organization_id, user_id from app.accept_invitation($1)',
      [signedClaims],
    )
    return joined && { organizationId: joined.organization_id, userId: joined.user_id }
  } catch (error) {
    throw sqlStateOf(error) === 'OC005' ? await membershipConflict(firebaseUid) : error
  }
}
