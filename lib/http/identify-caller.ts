import { ipAddress } from '@vercel/functions'
import { authenticate } from '../auth/authenticate.ts'
import { requireCronSecret } from '../auth/cron-secret.ts'
import { AppError } from '../errors/app-error.ts'
import type { Identity } from '../model/identity.ts'
import type { Role } from '../model/role.ts'
import { findMembership, type Membership } from '../tenant/membership.ts'
import { addressBucket } from './limits/address-bucket.ts'
import type { RateLimitCheck } from './limits/rate-limit-check.ts'
import { NOT_A_MEMBER } from './request-problems.ts'
import type { Route } from './route.ts'

/** Who calls: an anonymous caller, a signed-in person, or a member who needs the role of the route. */
export type Caller =
  | { identity?: undefined; membership?: undefined }
  | { identity: Identity; membership?: undefined }
  | { identity: Identity; membership: Membership; role: Role }

/**
 * Finds out who calls and begins to count the request against their limits.
 * @throws AppError `unauthenticated`, `not_a_member`; `rate_limited` where the caller is not known
 */
export async function identifyCaller(
  route: Route,
  request: Request,
  limits: RateLimitCheck,
): Promise<Caller> {
  const authorization = request.headers.get('authorization')
  if (typeof route.auth === 'object') {
    limits.count('address', addressOf(request))
    await limits.allowed()
    return {}
  }
  if (route.auth === 'cron') {
    requireCronSecret(authorization)
    return {}
  }
  const identity = await authenticate(authorization)
  limits.count('caller', identity.firebaseUid)
  limits.count('address', addressOf(request))
  if (route.auth === 'identity') return { identity }
  // A route with transactions of its own may have acted before access is denied, so it begins with a fresh look-up.
  const membership = await findMembership(identity.firebaseUid, { fresh: route.transaction === 'own' })
  if (!membership) throw AppError.of(NOT_A_MEMBER)
  limits.count('organization', membership.organizationId)
  return { identity, membership, role: route.auth }
}

/** Vercel sets `x-real-ip` to the address that reached it, over anything the client has sent; nothing else is trusted. */
function addressOf(request: Request): string {
  return addressBucket(ipAddress(request) ?? 'unknown')
}
