import { requireApiKey } from '../auth/require-api-key.ts'
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
import { actorOf, callerId, organizationOf, type TenantCaller } from './tenant-caller.ts'

type MemberCall = {
  route: Route
  input: RunInput
  caller: TenantCaller
  /** The least role of the route. */
  role: Role
  limits: RateLimitCheck
  /** Takes down for the log whose request it is. */
  onTenant: (tenant: { organizationId: string; userId?: string; apiKeyId?: string }) => void
}

/**
 * Runs a member's route inside the organization of a member, or of an API key. What is remembered of the caller is only a
 * hint: when the database denies it, it is looked up again, and if it has changed, the route runs once more; nothing had
 * happened until then. A denial that stays is recorded.
 *
 * @throws AppError `rate_limited`; `unauthenticated` for a key that has ended · TenantAccessDeniedError
 */
export async function runAsMember(call: MemberCall): Promise<RouteResult> {
  const { route, caller, input } = call
  try {
    return await runInTenant(call)
  } catch (error) {
    if (!(error instanceof TenantAccessDeniedError)) throw error
    const { reason } = error
    if (caller.kind === 'key' && reason === 'key_ended') {
      // Says why, and forgets the key. It is no caller of the organization any more, which its log would name.
      await requireApiKey(caller.keyHash, { fresh: true })
      throw error
    }
    if (caller.kind === 'user' && reason !== 'signed_out' && route.transaction !== 'own') {
      const membership = await findMembership(caller.identity.firebaseUid, { fresh: true })
      if (membership && !isSame(membership, caller.membership))
        return await runInTenant({ ...call, caller: { ...caller, membership } })
    }
    const id = callerId(caller)
    await recordDenial({
      organizationId: organizationOf(caller),
      actor: caller.kind === 'user' ? { user: id } : { key: id },
      operation: route.id,
      reason,
      requestId: input.requestId,
    })
    throw error
  }
}

async function runInTenant(call: MemberCall): Promise<RouteResult> {
  const { route, input, caller, role, limits } = call
  const organizationId = organizationOf(caller)
  const id = callerId(caller)
  const actor = actorOf(caller, route.adminIf?.(input) ? 'ADMIN' : role)
  const tenant = { organizationId, actor, requestId: input.requestId }
  call.onTenant({ organizationId, ...(caller.kind === 'user' ? { userId: id } : { apiKeyId: id }) })
  const claim = idempotencyClaimOf(route, id, input)
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
