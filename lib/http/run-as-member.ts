import type { Identity } from '../model/identity.ts'
import type { Role } from '../model/role.ts'
import { IdempotencyConflictError } from '../tenant/idempotency-claim.ts'
import { findMembership, type Membership } from '../tenant/membership.ts'
import { recordDenial } from '../tenant/record-denial.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { idempotencyClaimOf, replayed } from './idempotency.ts'
import { oneExport } from './limits/one-export.ts'
import type { RateLimitCheck } from './limits/rate-limit-check.ts'
import type { Route, RunInput } from './route.ts'
import { type RouteResult, routeResultOf } from './route-result.ts'

type MemberCall = {
  route: Route
  input: RunInput
  identity: Identity
  membership: Membership
  /** The least role of the route. */
  role: Role
  limits: RateLimitCheck
  /** Takes down for the log whose request it is. */
  onTenant: (tenant: { organizationId: string; userId: string }) => void
}

/**
 * Runs a member's route inside its organization. The remembered membership is only a hint: when the database denies
 * it, it is looked up again, and if it has changed, the route runs once more; nothing had happened until then.
 * A denial that stays is recorded.
 *
 * @throws AppError `rate_limited` · TenantAccessDeniedError
 */
export async function runAsMember(call: MemberCall): Promise<RouteResult> {
  const { route, identity, membership, input } = call
  try {
    return await runInTenant(call)
  } catch (error) {
    if (!(error instanceof TenantAccessDeniedError)) throw error
    const { reason } = error
    const mayHaveMoved = reason !== 'signed_out' && route.transaction !== 'own'
    const current = mayHaveMoved ? await findMembership(identity.firebaseUid, { fresh: true }) : undefined
    if (current && !isSame(current, membership)) return await runInTenant({ ...call, membership: current })
    const { organizationId, userId } = membership
    await recordDenial({ organizationId, userId, operation: route.id, reason, requestId: input.requestId })
    throw error
  }
}

async function runInTenant(call: MemberCall): Promise<RouteResult> {
  const { route, input, identity, membership, role, limits } = call
  const { organizationId, userId } = membership
  const needs = route.adminIf?.(input) ? 'ADMIN' : role
  const actor = { kind: 'user' as const, userId, needs, authenticatedAt: identity.authenticatedAt }
  const tenant = { organizationId, actor, requestId: input.requestId }
  call.onTenant({ organizationId, userId })
  const claim = idempotencyClaimOf(route, userId, input)
  try {
    if (route.transaction === 'own') {
      const run = () => route.run({ ...input, tenant, claim })
      return routeResultOf(route, await (route.rate === 'export' ? oneExport(tenant, run) : run()))
    }
    const options = {
      readOnly: route.transaction === 'read',
      ...(route.seesDeletedIf(input) && { deleted: 'include' as const }),
      ...(claim && { claim: { ...claim, made: ({ ids = [] }: RouteResult) => ids } }),
    }
    // The response is made inside the transaction: one that cannot be rendered undoes the write. A read is allowed
    // before it begins.
    return await withTenant(tenant, options, async (db) => {
      const result = routeResultOf(route, await route.run({ ...input, tenant, db }))
      if (!options.readOnly) await limits.allowed()
      return result
    })
  } catch (error) {
    if (!claim || !(error instanceof IdempotencyConflictError && error.by === 'used')) throw error
    return replayed(route, tenant, claim)
  }
}

function isSame(a: Membership, b: Membership): boolean {
  return a.organizationId === b.organizationId && a.userId === b.userId && a.role === b.role
}
