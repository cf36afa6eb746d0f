import { callSystem } from '../../db/system-pool.ts'
import { DecryptionError } from '../../secrets/token-cipher.ts'
import { log } from '../../telemetry/log.ts'
import { TenantAccessDeniedError } from '../../tenant/tenant-access-denied-error.ts'
import { withRefreshLease } from './refresh-lease.ts'
import { type Renewal, renewTokens } from './renew-tokens.ts'
import { type ConnectionKey, readTokens } from './stored-tokens.ts'

/** A connection that is due, as it was when it was listed. */
export type DueConnection = ConnectionKey & { tokenVersion: number; refreshFailures: number }

/**
 * How a refresh that was due has ended.
 * - `failed`: put off, with the old tokens kept.
 * - `lost`: the grant has ended; connection and customers went to ERROR.
 * - `skipped`: left alone, because somebody else was at it or faster, or its tokens cannot be decrypted.
 */
export type RefreshOutcome = 'refreshed' | 'failed' | 'lost' | 'skipped'

type DueRow = {
  organization_id: string
  google_account_id: string
  token_version: number
  refresh_failures: number
}

/** The connections of all organizations whose tokens are to be refreshed now, longest overdue first. */
export async function listDueConnections(now: Date, limit: number): Promise<DueConnection[]> {
  const rows = await callSystem<DueRow>('select * from app.due_refreshes($1, $2)', [now, limit])
  return rows.map((row) => ({
    organizationId: row.organization_id,
    googleAccountId: row.google_account_id,
    tokenVersion: row.token_version,
    refreshFailures: row.refresh_failures,
  }))
}

/** Refreshes a listed connection, unless somebody has been at it since, although its token may still be usable. */
export async function refreshDueConnection(
  due: DueConnection,
  { requestId, now }: { requestId: string; now: () => Date },
): Promise<RefreshOutcome> {
  try {
    const renewal = await withRefreshLease(due, requestId, async (tenant) => {
      const stored = await readTokens(tenant, due.googleAccountId)
      const untouched =
        stored.status === 'ACTIVE' &&
        stored.tokenVersion === due.tokenVersion &&
        stored.refreshFailures === due.refreshFailures
      return untouched ? await renewTokens(tenant, stored, now) : undefined
    })
    return renewal ? outcomeOf(renewal) : 'skipped'
  } catch (error) {
    if (!(error instanceof TenantAccessDeniedError && error.reason === 'lease_lost')) throw error
    log.warn('connection.refresh_superseded', {
      organizationId: due.organizationId,
      googleAccountId: due.googleAccountId,
    })
    return 'skipped'
  }
}

function outcomeOf(renewal: Renewal): RefreshOutcome {
  switch (renewal.outcome) {
    case 'refreshed':
    case 'lost':
      return renewal.outcome
    case 'superseded':
      return 'skipped'
    case 'failed':
      return renewal.error instanceof DecryptionError ? 'skipped' : 'failed'
    default:
      return renewal satisfies never
  }
}
