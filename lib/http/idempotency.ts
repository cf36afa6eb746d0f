import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { findCompleted } from '../tenant/find-completed.ts'
import { type IdempotencyClaim, IdempotencyConflictError } from '../tenant/idempotency-claim.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { REPLAYED } from './reply.ts'
import type { ReplayInput, Route, RunInput } from './route.ts'
import type { RouteResult } from './route-result.ts'

const WithKey = z.looseObject({ 'idempotency-key': z.string().optional() })

/**
 * What makes a request count once: its key, for one caller only, and what it asks for.
 * @param caller the id of the member or, before there is one, the Firebase uid
 */
export function idempotencyClaimOf(
  route: Route,
  caller: string,
  input: RunInput,
): IdempotencyClaim | undefined {
  const { 'idempotency-key': key } = WithKey.parse(input.headers)
  if (!route.idempotent || key === undefined) return undefined
  return {
    keyHash: digest([caller, key]),
    fingerprint: digest([route.id, input.params, input.query, input.body]),
    status: route.status,
  }
}

/**
 * Answers a request that has been answered before: with what it made, as that is now.
 * @throws IdempotencyConflictError when it asked for something else · AppError `gone` when that has been deleted
 */
export async function replayed(
  tenant: Tenant,
  claim: IdempotencyClaim,
  read: (input: ReplayInput) => Promise<RouteResult>,
): Promise<RouteResult> {
  return withTenant(tenant, { readOnly: true }, async (db) => {
    const done = await findCompleted(db, claim)
    // Purged in the moment since it was refused.
    if (!done) throw new AppError('request_in_progress', 'Send the request again.', { retryAfterSeconds: 1 })
    if (done.fingerprint !== claim.fingerprint) throw new IdempotencyConflictError('used')
    const { status, resourceIds: ids } = done
    try {
      const result = await read({ tenant, db, requestId: tenant.requestId, id: ids[0] ?? '', ids })
      return { ...result, status, headers: { ...result.headers, ...REPLAYED } }
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'not_found')) throw error
      throw new AppError(
        'gone',
        'What this request made has been deleted since; make another with another key.',
      )
    }
  })
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}
