import { notFound } from '../../errors/app-error.ts'
import { authorizationUrl } from '../../google/google-oauth.ts'
import { pkce } from '../../google/pkce.ts'
import { oneTimeSecret } from '../../secrets/one-time-secret.ts'
import { encrypt } from '../../secrets/token-cipher.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { actingUserId } from './acting-user-id.ts'
import { callbackUrl } from './callback-url.ts'

/** How long a person has for Google's consent page and for the confirmation after it. */
const CONSENT_TIME_MS = 10 * 60_000

/**
 * Starts a consent for one customer: the address of Google's consent page, good for ten minutes and one use. Only the
 * user who asked for it can complete it.
 * @throws AppError `not_found`
 */
export async function connectCustomer(
  db: TenantDb,
  tenant: Tenant,
  customerId: string,
  now: () => Date = () => new Date(),
): Promise<{ authorizationUrl: string }> {
  const customer = await db.customer.findUnique({
    where: { id: customerId },
    select: { googleConnection: { select: { email: true } } },
  })
  if (!customer) throw notFound('customer')
  const { organizationId } = tenant
  const { secret: state, hash: stateHash } = oneTimeSecret()
  const { verifier, challenge: codeChallenge } = pkce()
  const codeVerifier = encrypt(verifier, { purpose: 'code_verifier', organizationId, row: stateHash })
  const expiresAt = new Date(now().getTime() + CONSENT_TIME_MS)
  await db.oAuthState.create({
    data: { userId: actingUserId(tenant), customerId, stateHash, codeVerifier, expiresAt },
    select: { id: true },
  })
  const loginHint = customer.googleConnection?.email
  const url = authorizationUrl({ state, codeChallenge, redirectUri: callbackUrl(), loginHint })
  return { authorizationUrl: url }
}
