import { ipAddress } from '@vercel/functions'
import { authenticate } from '../auth/authenticate.ts'
import { requireCronSecret } from '../auth/cron-secret.ts'
import { idempotencyClaimOf } from './idempotency.ts'
import { readInput } from './input.ts'
import type { PathMatch } from './match.ts'
import { callAsMember } from './member-call.ts'
import type { RateLimitCheck } from './rate-limit-check.ts'
import type { ReplayInput, Route, RunInput } from './route.ts'
import { type RouteResult, routeResultOf } from './route-result.ts'

/** One matched request on its way through the pipeline. */
export type Call = {
  route: Route
  match: PathMatch
  request: Request
  requestId: string
  /** What the request counts against. */
  rateLimit: RateLimitCheck
  /** Tells the log whose request it is, as soon as that is known. */
  onTenant: (tenant: { organizationId: string; userId: string }) => void
}

/**
 * Who is calling → within the limits → inputs → the verb, for a member inside the tenant → the answer through the
 * output schema.
 */
export async function runCall(call: Call): Promise<RouteResult> {
  const { route, match, request, requestId, rateLimit } = call
  const authorization = request.headers.get('authorization')
  const read = () => readInput(route, match, request, requestId)
  // Inside the tenant's transaction where there is one: an answer that cannot be rendered undoes the write.
  const run = async (input: RunInput) => routeResultOf(route, await route.run(input))
  const replay = async (input: ReplayInput) => routeResultOf(route, await route.replay?.(input))

  if (typeof route.auth === 'object') {
    rateLimit.count('address', addressOf(request))
    await rateLimit.allowed()
    return run(await read())
  }
  switch (route.auth) {
    case 'cron':
      requireCronSecret(authorization)
      return run(await read())
    case 'identity': {
      const identity = await authenticate(authorization)
      rateLimit.count('caller', identity.firebaseUid)
      const input = await read()
      await rateLimit.allowed()
      return run({ ...input, identity, claim: idempotencyClaimOf(route, identity.firebaseUid, input) })
    }
    case 'MEMBER':
    case 'ADMIN': {
      const identity = await authenticate(authorization)
      rateLimit.count('caller', identity.firebaseUid)
      return callAsMember({ ...call, role: route.auth, identity, read, run, replay })
    }
    default:
      return route.auth satisfies never
  }
}

/** Vercel sets `x-real-ip` to the address that reached it, over anything the client has sent; nothing else is trusted. */
function addressOf(request: Request): string {
  return ipAddress(request) ?? 'unknown'
}
