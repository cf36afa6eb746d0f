import type { Identity } from '../auth/verify-id-token.ts'
import { AppError } from '../errors/app-error.ts'
import type { Role } from '../model/role.ts'
import { IdempotencyConflictError } from '../tenant/idempotency-claim.ts'
import { findMembership, type Membership } from '../tenant/membership.ts'
import { recordDenial } from '../tenant/record-denial.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { NOT_A_MEMBER } from './app-error-of.ts'
import type { Call } from './call.ts'
import { idempotencyClaimOf, replayed } from './idempotency.ts'
import type { ReplayInput, RunInput } from './route.ts'
import type { RouteResult } from './route-result.ts'

type MemberCall = Call & {
  /** The least role of the route. */
  role: Role
  identity: Identity
  read: () => Promise<RunInput>
  run: (input: RunInput) => Promise<RouteResult>
  replay: (input: ReplayInput) => Promise<RouteResult>
}

/**
 * Runs a member's route inside its organization. The remembered membership is only a hint: when the database refuses
 * it, it is looked up anew, and if it has changed, the call is made once more; nothing had happened until then.
 * A route with transactions of its own may have acted before it is refused, so it starts from a fresh look-up.
 * A refusal that stays is put on record.
 *
 * @throws AppError `not_a_member`, `rate_limited` · TenantAccessDeniedError
 */
export async function callAsMember(call: MemberCall): Promise<RouteResult> {
  const { route, identity, read, rateLimit } = call
  const { firebaseUid } = identity
  const ownTransactions = route.transaction === 'own'
  const membership = await findMembership(firebaseUid, { fresh: ownTransactions })
  if (!membership) throw new AppError('not_a_member', NOT_A_MEMBER)

  rateLimit.count('organization', membership.organizationId)
  const input = await read()
  await (route.transaction === 'write' ? rateLimit.notYetDenied() : rateLimit.allowed())
  try {
    return await enter(call, membership, input)
  } catch (error) {
    if (!(error instanceof TenantAccessDeniedError)) throw error
    const mayHaveMoved = error.reason !== 'signed_out' && !ownTransactions
    const current = mayHaveMoved ? await findMembership(firebaseUid, { fresh: true }) : undefined
    if (current && !isSame(current, membership)) return await enter(call, current, input)
    const { organizationId, userId } = membership
    const { reason } = error
    await recordDenial({ organizationId, userId, operation: route.id, reason, requestId: call.requestId })
    throw error
  }
}

async function enter(call: MemberCall, membership: Membership, input: RunInput): Promise<RouteResult> {
  const { route, identity, role, requestId, run } = call
  const { organizationId, userId } = membership
  const needs = route.adminIf?.(input) ? 'ADMIN' : role
  const { authenticatedAt } = identity
  const tenant = {
    organizationId,
    actor: { kind: 'user' as const, userId, needs, authenticatedAt },
    requestId,
  }
  call.onTenant({ organizationId, userId })
  const claim = idempotencyClaimOf(route, userId, input)
  try {
    if (route.transaction === 'own') return await run({ ...input, tenant, claim })
    const options = {
      readOnly: route.transaction === 'read',
      ...(route.seesDeletedIf(input) && { deleted: 'include' as const }),
      ...(claim && { claim: { ...claim, made: ({ ids = [] }: RouteResult) => ids } }),
    }
    return await withTenant(tenant, options, async (db) => {
      const result = await run({ ...input, tenant, db })
      await call.rateLimit.allowed()
      return result
    })
  } catch (error) {
    if (!claim || !(error instanceof IdempotencyConflictError && error.by === 'used')) throw error
    return replayed(tenant, claim, call.replay)
  }
}

function isSame(a: Membership, b: Membership): boolean {
  return a.organizationId === b.organizationId && a.userId === b.userId && a.role === b.role
}
