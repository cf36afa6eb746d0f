import { callSystem } from '../../db/system-pool.ts'
import { DecryptionError } from '../../secrets/token-cipher.ts'
import { log } from '../../telemetry/log.ts'
import { TenantAccessDeniedError } from '../../tenant/tenant-access-denied-error.ts'
import { refreshUnderLease } from './refresh-under-lease.ts'
import type { ConnectionKey } from './stored-tokens.ts'

/** A connection that is due, as it was when it was listed. */
export type DueConnection = ConnectionKey & { tokenVersion: number; refreshFailures: number }

/**
 * How a refresh that was due has ended.
 * - `failed`: postponed, with the old tokens kept.
 * - `lost`: the grant has ended; connection and customers went to ERROR.
 * - `unreadable`: its tokens cannot be decrypted: a key is missing or another one.
 * - `skipped`: not refreshed, because another process does or did.
 */
export type RefreshOutcome = 'refreshed' | 'failed' | 'unreadable' | 'lost' | 'skipped'

/** The connections of all organizations whose tokens are to be refreshed now, longest overdue first. */
export function listDueConnections(now: Date, limit: number): Promise<DueConnection[]> {
  return callSystem<DueConnection>(
    `select organization_id as "organizationId", google_account_id as "googleAccountId",
       token_version as "tokenVersion", refresh_failures as "refreshFailures"
     from app.due_refreshes($1, $2)`,
    [now, limit],
  )
}

/** Refreshes a listed connection unless another process has tried since, although its token may still be usable. */
export async function refreshDueConnection(
  due: DueConnection,
  options: { requestId: string; now: () => Date },
): Promise<RefreshOutcome> {
  const { organizationId, googleAccountId, tokenVersion, refreshFailures } = due
  try {
    const refresh = await refreshUnderLease(
      due,
      options,
      (stored) =>
        stored.status === 'ACTIVE' &&
        stored.tokenVersion === tokenVersion &&
        stored.refreshFailures === refreshFailures,
    )
    switch (refresh.outcome) {
      case 'refreshed':
      case 'lost':
        return refresh.outcome
      case 'busy':
      case 'unneeded':
      case 'superseded':
        return 'skipped'
      case 'failed':
        return refresh.error instanceof DecryptionError ? 'unreadable' : 'failed'
      default:
        return refresh satisfies never
    }
  } catch (error) {
    if (!(error instanceof TenantAccessDeniedError && error.reason === 'lease_lost')) throw error
    log.warn('connection.refresh_superseded', { organizationId, googleAccountId })
    return 'skipped'
  }
}
