import { sqlStateOf } from '../db/sql-state.ts'
import { alreadyMember } from '../members/already-member.ts'
import { requireVerifiedEmail, type Vouched } from '../members/verified-email.ts'
import { callBeforeTenant } from '../tenant/before-tenant.ts'
import { KeyTaken, type Once } from '../tenant/once.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { getOrganization } from './get-organization.ts'
import type { SignUp } from './organization-input.ts'
import type { OrganizationView } from './organization-view.ts'

/** Who signs up, as the identity provider vouches for it. */
type Founder = Vouched & { firebaseUid: string; authenticatedAt: Date }

type Founded = { organization_id: string; user_id: string; replayed: boolean }

/**
 * Founds an organization with the caller as its first ADMIN.
 * @param once the same sign-up sent again finds the organization that it founded
 * @throws AppError `forbidden` without a verified e-mail address, `conflict` for somebody who has an organization
 * @throws KeyTaken for another sign-up with the same key
 */
export async function signUp(
  founder: Founder,
  input: SignUp,
  { requestId, once }: { requestId: string; once: Once | undefined },
): Promise<{ organization: OrganizationView; replayed: boolean }> {
  const { firebaseUid, authenticatedAt } = founder
  const email = requireVerifiedEmail(founder)
  const values = [firebaseUid, email, input.name, input.timeZone, requestId]
  const { organization_id: organizationId, user_id: userId, replayed } = await found(values, once)
  const actor = { kind: 'user', userId, needs: 'ADMIN', authenticatedAt } as const
  const organization = await withTenant({ organizationId, actor, requestId }, { readOnly: true }, (db) =>
    getOrganization(db, organizationId),
  )
  return { organization, replayed }
}

async function found(values: string[], once: Once | undefined): Promise<Founded> {
  try {
    const [founded] = once
      ? await callBeforeTenant<Founded>(
          'select organization_id, user_id, replayed from app.sign_up_once($1, $2, $3, $4, $5, $6, $7)',
          [...values, once.keyHash, once.fingerprint],
        )
      : await callBeforeTenant<Founded>(
          'select organization_id, user_id, false as replayed from app.sign_up($1, $2, $3, $4, $5)',
          values,
        )
    if (!founded) throw new Error('app.sign_up returned no row')
    return founded
  } catch (error) {
    throw sqlStateOf(error) === 'OC006' ? new KeyTaken('used') : (alreadyMember(error) ?? error)
  }
}
