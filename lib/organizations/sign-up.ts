import { alreadyMember } from '../members/already-member.ts'
import { requireVerifiedEmail, type Vouched } from '../members/verified-email.ts'
import { callBeforeTenant } from '../tenant/before-tenant.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { getOrganization } from './get-organization.ts'
import type { SignUp } from './organization-input.ts'
import type { OrganizationView } from './organization-view.ts'

/** Who signs up, as the identity provider vouches for it. */
type Founder = Vouched & { firebaseUid: string; authenticatedAt: Date }

type Founded = { organization_id: string; user_id: string }

/**
 * Founds an organization with the caller as its first ADMIN.
 * @throws AppError `forbidden` without a verified e-mail address, `conflict` for somebody who has an organization
 */
export async function signUp(founder: Founder, input: SignUp, requestId: string): Promise<OrganizationView> {
  const { firebaseUid, authenticatedAt } = founder
  const email = requireVerifiedEmail(founder)
  const { organization_id: organizationId, user_id: userId } = await found(
    firebaseUid,
    email,
    input,
    requestId,
  )
  const actor = { kind: 'user', userId, needs: 'ADMIN', authenticatedAt } as const
  return withTenant({ organizationId, actor, requestId }, { readOnly: true }, (db) =>
    getOrganization(db, organizationId),
  )
}

async function found(firebaseUid: string, email: string, input: SignUp, requestId: string): Promise<Founded> {
  try {
    const [founded] = await callBeforeTenant<Founded>(
      'select organization_id, user_id from app.sign_up($1, $2, $3, $4, $5)',
      [firebaseUid, email, input.name, input.timeZone, requestId],
    )
    if (!founded) throw new Error('app.sign_up returned no row')
    return founded
  } catch (error) {
    throw alreadyMember(error) ?? error
  }
}
