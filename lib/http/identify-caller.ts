import { ipAddress } from '@vercel/functions'
import { apiKeyHash } from '../auth/api-key-hash.ts'
import { authenticate } from '../auth/authenticate.ts'
import { requireCronSecret } from '../auth/cron-secret.ts'
import { requireApiKey } from '../auth/require-api-key.ts'
import { AppError } from '../errors/app-error.ts'
import type { Identity } from '../model/identity.ts'
import type { Role } from '../model/role.ts'
import { remembersApiKey } from '../tenant/find-api-key.ts'
import { findMembership } from '../tenant/membership.ts'
import { addressBucket } from './limits/address-bucket.ts'
import type { RateLimitCheck } from './limits/rate-limit-check.ts'
import { NEEDS_USER, NOT_A_MEMBER } from './request-problems.ts'
import type { Auth, Route } from './route.ts'
import type { TenantCaller } from './tenant-caller.ts'

/** Who calls: an anonymous caller, a signed-in person, or who works inside an organization, with the role of the route. */
export type Caller =
  | { identity?: undefined; inside?: undefined }
  | { identity: Identity; inside?: undefined }
  | { inside: TenantCaller; role: Role }

/**
 * Finds out who calls and begins to count the request against their limits.
 * @throws AppError `unauthenticated`, `not_a_member`; `forbidden` for an API key where a user is needed; `rate_limited`
 *   where the caller is not known
 */
export async function identifyCaller(
  route: Route,
  request: Request,
  limits: RateLimitCheck,
): Promise<Caller> {
  const authorization = request.headers.get('authorization')
  const { auth } = route
  if (typeof auth === 'object') {
    limits.count('address', addressOf(request))
    await limits.allowed()
    return {}
  }
  if (auth === 'cron') {
    requireCronSecret(authorization)
    return {}
  }
  const keyHash = apiKeyHash(authorization)
  if (keyHash !== undefined) return identifyKey(route, auth, request, keyHash, limits)
  const identity = await authenticate(authorization)
  limits.count('caller', identity.firebaseUid)
  limits.count('address', addressOf(request))
  if (auth === 'identity') return { identity }
  // A route with transactions of its own may have acted before access is denied, so it begins with a fresh look-up.
  const membership = await findMembership(identity.firebaseUid, { fresh: route.transaction === 'own' })
  if (!membership) throw AppError.of(NOT_A_MEMBER)
  limits.count('organization', membership.organizationId)
  return { inside: { kind: 'user', identity, membership }, role: auth }
}

/** Keys that nobody has found here before are counted by address, before the database is asked: it is not there to guess. */
async function identifyKey(
  route: Route,
  auth: Extract<Auth, Role | 'identity'>,
  request: Request,
  keyHash: string,
  limits: RateLimitCheck,
): Promise<Caller> {
  if (!remembersApiKey(keyHash)) {
    limits.count('address', addressOf(request), 'unknown-key')
    await limits.allowed()
  }
  const grant = await requireApiKey(keyHash, { fresh: route.transaction === 'own' })
  limits.count('caller', grant.keyId)
  if (auth === 'identity' || !route.takesKeys) throw AppError.of(NEEDS_USER)
  limits.count('organization', grant.organizationId)
  return { inside: { kind: 'key', keyHash, grant }, role: auth }
}

/** Vercel sets `x-real-ip` to the address that reached it, over anything the client has sent; nothing else is trusted. */
function addressOf(request: Request): string {
  return addressBucket(ipAddress(request) ?? 'unknown')
}
