import { sqlStateOf } from '../db/sql-state.ts'
import { AppError } from '../errors/app-error.ts'
import type { Identity } from '../model/identity.ts'
import { getOrganization } from '../organizations/get-organization.ts'
import type { SignUp } from '../organizations/organization-input.ts'
import type { Organization } from '../organizations/organization-view.ts'
import { timeZoneError } from '../organizations/time-zone-error.ts'
import { changeBeforeTenant } from '../tenant/change-before-tenant.ts'
import { type IdempotencyClaim, IdempotencyConflictError } from '../tenant/idempotency-claim.ts'
import { signClaims } from '../tenant/sign-claims.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { foundingProblem } from './founding-problem.ts'
import { membershipConflict } from './membership-conflict.ts'
import { requireVerifiedEmail } from './require-verified-email.ts'

type Founded = { organization_id: string; user_id: string; replayed: boolean }

/**
 * Founds an organization with the caller as its first ADMIN.
 * @param claim the same sign-up sent again finds the organization that it founded
 * @throws AppError `sign_up_closed` where the setting SIGN_UP says so; `forbidden` without a verified e-mail address; `conflict` for a member of an organization, or the address
 *   of one; `invalid_request` for a time zone that the database does not know
 * @throws IdempotencyConflictError for another sign-up with the same key
 */
export async function signUp(
  founder: Identity,
  input: SignUp,
  { requestId, claim }: { requestId: string; claim: IdempotencyClaim | undefined },
): Promise<{ organization: Organization; replayed: boolean }> {
  const { firebaseUid, authenticatedAt } = founder
  const closed = foundingProblem()
  if (closed) throw AppError.of(closed, { account: firebaseUid })
  const email = requireVerifiedEmail(founder)
  const { name, timeZone } = input
  const { keyHash, fingerprint } = claim ?? {}
  const founding = { firebaseUid, email, name, timeZone, request: requestId, keyHash, fingerprint }
  const {
    organization_id: organizationId,
    user_id: userId,
    replayed,
  } = await found(firebaseUid, signClaims({ kind: 'signUp', ...founding }))
  const actor = { kind: 'user', userId, needs: 'ADMIN', authenticatedAt } as const
  const organization = await withTenant({ organizationId, actor, requestId }, { readOnly: true }, (db) =>
    getOrganization(db, organizationId),
  )
  return { organization, replayed }
}

async function found(firebaseUid: string, signedClaims: string): Promise<Founded> {
  try {
    const [founded] = await changeBeforeTenant<Founded>(
      'select organization_id, user_id, replayed from app.sign_up($1)',
      [signedClaims],
    )
    if (!founded) throw new Error('app.sign_up returned no row')
    return founded
  } catch (error) {
    const sqlState = sqlStateOf(error)
    if (sqlState === 'OC005') throw await membershipConflict(firebaseUid)
    throw sqlState === 'OC006' ? new IdempotencyConflictError('used') : timeZoneError(error)
  }
}
