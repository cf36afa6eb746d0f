import { withRefreshLease } from './refresh-lease.ts'
import { renewTokens } from './renew-tokens.ts'
import { type ConnectionKey, readTokens, usableToken } from './stored-tokens.ts'

type RefreshOptions = {
  requestId: string
  now: () => Date
  /** An access token that Google has just refused; it counts as expired. */
  rejected?: string | undefined
}

/**
 * Refreshes one connection's access token unless it needs none. A grant that has ended is final at once: connection
 * and customers go to ERROR, nothing is deleted. Any other failure is counted, and the old tokens stay.
 * @returns the usable access token; `undefined` where somebody else is refreshing it, or was faster
 * @throws GoogleError, DecryptionError
 */
export function refreshConnection(key: ConnectionKey, options: RefreshOptions): Promise<string | undefined> {
  const { requestId, now, rejected } = options
  return withRefreshLease(key, requestId, async (tenant) => {
    // Whoever held the lease before may have done the work.
    const stored = await readTokens(tenant, key.googleAccountId)
    const usable = usableToken(stored, now(), rejected)
    if (usable !== undefined) return usable
    const renewal = await renewTokens(tenant, stored, now)
    switch (renewal.outcome) {
      case 'refreshed':
        return renewal.accessToken
      case 'superseded':
        return usableToken(await readTokens(tenant, key.googleAccountId), now(), rejected)
      case 'failed':
      case 'lost':
        throw renewal.error
      default:
        return renewal satisfies never
    }
  })
}
