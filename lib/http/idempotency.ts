import { hash } from 'node:crypto'
import { AppError } from '../errors/app-error.ts'
import { findCompleted } from '../tenant/find-completed.ts'
import { type IdempotencyClaim, IdempotencyConflictError } from '../tenant/idempotency-claim.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { REPLAYED } from './reply.ts'
import { KEY_BUSY, REPLAY_GONE } from './request-problems.ts'
import type { Route, RunInput } from './route.ts'
import { type RouteResult, routeResultOf } from './route-result.ts'

/**
 * What makes a request count once: its key, for one caller only, and what it asks for.
 * @param caller the id of the member or, before there is one, the Firebase uid
 */
export function idempotencyClaimOf(
  route: Route,
  caller: string,
  input: RunInput,
): IdempotencyClaim | undefined {
  const key = route.idempotent ? keyIn(input.headers) : undefined
  if (key === undefined) return undefined
  return {
    keyHash: digest([caller, key]),
    fingerprint: digest([route.id, input.params, input.query, input.body]),
    status: route.status,
  }
}

/**
 * Repeats the response to a request that came before: with what it made, as that is now.
 * @throws IdempotencyConflictError when it asked for something else · AppError `gone` when that has been deleted
 */
export async function replayed(route: Route, tenant: Tenant, claim: IdempotencyClaim): Promise<RouteResult> {
  return withTenant(tenant, { readOnly: true }, async (db) => {
    const done = await findCompleted(db, claim)
    // Purged in the moment since the claim failed.
    if (!done) throw AppError.of(KEY_BUSY, {}, { retryAfterSeconds: 1 })
    if (done.fingerprint !== claim.fingerprint) throw new IdempotencyConflictError('used')
    const { status, resourceIds: ids } = done
    try {
      const made = await route.replay?.({ tenant, db, requestId: tenant.requestId, id: ids[0] ?? '', ids })
      const result = routeResultOf(route, made)
      return { ...result, status, headers: { ...result.headers, ...REPLAYED } }
    } catch (error) {
      throw error instanceof AppError && error.code === 'not_found' ? AppError.of(REPLAY_GONE) : error
    }
  })
}

function keyIn(headers: unknown): string | undefined {
  if (typeof headers !== 'object' || headers === null || !('idempotency-key' in headers)) return undefined
  const { 'idempotency-key': key } = headers
  return typeof key === 'string' ? key : undefined
}

function digest(parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url')
}
