import { AppError } from '../errors/app-error.ts'
import { hashSecret } from '../secrets/one-time-secret.ts'
import { callBeforeTenant } from '../tenant/before-tenant.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import { alreadyMember } from './already-member.ts'
import { readMembership } from './get-me.ts'
import type { MeView } from './me-view.ts'
import { requireVerifiedEmail, type Vouched } from './verified-email.ts'

type Invited = Vouched & { firebaseUid: string; authenticatedAt: Date }

/**
 * Joins the organization that has invited the caller's verified address. Repeated by the same person, it answers the
 * same.
 * @throws AppError `forbidden` without a verified e-mail address; `conflict` for somebody who has an organization;
 *   `not_found`, the same for a token that is unknown, late, revoked, used, or meant for another address
 */
export async function acceptInvitation(person: Invited, token: string, requestId: string): Promise<MeView> {
  const { firebaseUid } = person
  const email = requireVerifiedEmail(person)
  const membership = await accept([hashSecret(token), firebaseUid, email, requestId])
  if (!membership) throw noSuchInvitation()
  try {
    return await readMembership(membership, person, requestId)
  } catch (error) {
    // Deleted, or the newcomer taken out, in this very moment.
    throw error instanceof TenantAccessDeniedError && error.reason === 'not_a_member'
      ? noSuchInvitation()
      : error
  }
}

async function accept(claims: [tokenHash: string, firebaseUid: string, email: string, requestId: string]) {
  try {
    const [joined] = await callBeforeTenant<{ organization_id: string; user_id: string }>(
      'select organization_id, user_id from app.accept_invitation($1, $2, $3, $4)',
      claims,
    )
    return joined && { organizationId: joined.organization_id, userId: joined.user_id }
  } catch (error) {
    throw alreadyMember(error) ?? error
  }
}

function noSuchInvitation(): AppError {
  return new AppError(
    'not_found',
    'No open invitation for your address has this token. Ask an ADMIN for a new one, and sign in with the address ' +
      'that was invited.',
  )
}
