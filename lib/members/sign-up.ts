import { sqlStateOf } from '../db/sql-state.ts'
import { alreadyMember } from '../members/already-member.ts'
import { requireVerifiedEmail, type Vouched } from '../members/verified-email.ts'
import { callBeforeTenant } from '../tenant/before-tenant.ts'
import { type IdempotencyClaim, IdempotencyConflictError } from '../tenant/idempotency-claim.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { getOrganization } from './get-organization.ts'
import type { SignUp } from './organization-input.ts'
import type { OrganizationView } from './organization-view.ts'

/** Who signs up, as the identity provider vouches for it. */
type Founder = Vouched & { firebaseUid: string; authenticatedAt: Date }

type Founded = { organization_id: string; user_id: string; replayed: boolean }

/**
 * Founds an organization with the caller as its first ADMIN.
 * @param claim the same sign-up sent again finds the organization that it founded
 * @throws AppError `forbidden` without a verified e-mail address, `conflict` for somebody who has an organization
 * @throws IdempotencyConflictError for another sign-up with the same key
 */
export async function signUp(
  founder: Founder,
  input: SignUp,
  { requestId, claim }: { requestId: string; claim: IdempotencyClaim | undefined },
): Promise<{ organization: OrganizationView; replayed: boolean }> {
  const { firebaseUid, authenticatedAt } = founder
  const email = requireVerifiedEmail(founder)
  const values = [firebaseUid, email, input.name, input.timeZone, requestId]
  const { organization_id: organizationId, user_id: userId, replayed } = await found(values, claim)
  const actor = { kind: 'user', userId, needs: 'ADMIN', authenticatedAt } as const
  const organization = await withTenant({ organizationId, actor, requestId }, { readOnly: true }, (db) =>
    getOrganization(db, organizationId),
  )
  return { organization, replayed }
}

async function found(values: string[], claim: IdempotencyClaim | undefined): Promise<Founded> {
  try {
    const [founded] = claim
      ? await callBeforeTenant<Founded>(
          'select organization_id, user_id, replayed from app.sign_up_idempotent($1, $2, $3, $4, $5, $6, $7)',
          [...values, claim.keyHash, claim.fingerprint],
        )
      : await callBeforeTenant<Founded>(
          'select organization_id, user_id, false as replayed from app.sign_up($1, $2, $3, $4, $5)',
          values,
        )
    if (!founded) throw new Error('app.sign_up returned no row')
    return founded
  } catch (error) {
    throw sqlStateOf(error) === 'OC006'
      ? new IdempotencyConflictError('used')
      : (alreadyMember(error) ?? error)
  }
}
