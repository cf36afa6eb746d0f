import { type TenantDb, withTenant } from '../../tenant/with-tenant.ts'
import { type Claim, postponeClaim, renewClaim, tenantOf } from '../queue/claim.ts'
import type { Failure } from '../queue/failure.ts'

export type RunSession = ReturnType<typeof runSession>

/**
 * What a claimed run may do in its organization for as long as its lease lives. Its transactions see deleted rows.
 * @throws LeaseLostError, TenantAccessDeniedError `lease_lost` from every method once another process may hold the run
 */
export function runSession(claim: Claim) {
  const tenant = tenantOf(claim)
  return {
    claim,
    tenant,
    read: <T>(work: (db: TenantDb) => Promise<T>): Promise<T> =>
      withTenant(tenant, { readOnly: true, deleted: 'include' }, work),
    write: <T>(work: (db: TenantDb) => Promise<T>): Promise<T> =>
      withTenant(tenant, { deleted: 'include' }, work),
    /** Extends the lease. */
    renew: (): Promise<void> => renewClaim(claim),
    /** Gives the run back, to be taken up again after `waitMs`. */
    postpone: (waitMs: number, costsAttempt: boolean, why?: Failure): Promise<void> =>
      postponeClaim(claim, waitMs, costsAttempt, why),
  }
}
