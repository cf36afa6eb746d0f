import { type Renewal, renewTokens } from './renew-tokens.ts'
import { type ConnectionKey, readTokens, type StoredTokens } from './stored-tokens.ts'
import { withRefreshLease } from './with-refresh-lease.ts'

/**
 * How a refresh ended.
 * - `busy`: another process holds the lease, or the connection is not active.
 * - `unneeded`: the tokens as they are stored now need no refresh.
 */
type Refresh = Renewal | { outcome: 'busy' } | { outcome: 'unneeded'; stored: StoredTokens }

/**
 * Refreshes one connection's tokens under its lease, if they still need it then: the process that held the lease before
 * may have done the work.
 * @throws TenantAccessDeniedError `lease_lost` where the lease ended meanwhile: nothing is recorded then
 */
export async function refreshUnderLease(
  key: ConnectionKey,
  { requestId, now }: { requestId: string; now: () => Date },
  needed: (stored: StoredTokens) => boolean,
): Promise<Refresh> {
  const refresh = await withRefreshLease(key, requestId, async (tenant): Promise<Refresh> => {
    const stored = await readTokens(tenant, key.googleAccountId)
    return needed(stored) ? await renewTokens(tenant, stored, now) : { outcome: 'unneeded', stored }
  })
  return refresh ?? { outcome: 'busy' }
}
