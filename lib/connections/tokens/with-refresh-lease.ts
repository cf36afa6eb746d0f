import { randomUUID } from 'node:crypto'
import { callSystem } from '../../db/system-pool.ts'
import { describeError, log } from '../../telemetry/log.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import type { ConnectionKey } from './stored-tokens.ts'

/** Far longer than Google's time-out and our own statements take together. */
const LEASE = '30 seconds'

/**
 * Runs `work` while no other process refreshes this connection.
 * @returns `undefined` at once where another process holds the lease, or the connection is not active
 */
export async function withRefreshLease<T>(
  { organizationId, googleAccountId }: ConnectionKey,
  requestId: string,
  work: (tenant: Tenant) => Promise<T>,
): Promise<T | undefined> {
  const leaseOwner = randomUUID()
  const [claim] = await callSystem<{ fence: number | null }>(
    'select app.claim_refresh($1, $2, $3, $4) as fence',
    [organizationId, googleAccountId, leaseOwner, LEASE],
  )
  const fence = claim?.fence ?? null
  if (fence === null) return undefined
  try {
    return await work({
      organizationId,
      actor: { kind: 'refresh', googleAccountId, leaseOwner, fence },
      requestId,
    })
  } finally {
    await release([organizationId, googleAccountId, leaseOwner, fence])
  }
}

/** A lease that cannot be released ends by itself; the work it was for is done. */
async function release(lease: unknown[]): Promise<void> {
  try {
    await callSystem('select app.release_refresh($1, $2, $3, $4)', lease)
  } catch (error) {
    log.warn('connection.lease_release_failed', describeError(error))
  }
}
