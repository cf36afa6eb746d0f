import { AppError } from '../errors/app-error.ts'
import { type IfMatch, stale } from '../input/if-match.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { NO_SUCH_TRACKING } from '../trackings/tracking-problems.ts'
import { RUN_UNDER_WAY } from './customer-problems.ts'

type Released = { outcome: 'DONE' | 'STALE' } | { outcome: 'BUSY'; syncRunId: string }

/**
 * Lets go of a tracking: it is deleted, and everything of it at Google stays as it is, other people's from now on, on
 * record. A restore makes it again as any other.
 * @throws AppError `not_found`, `precondition_failed`; `conflict` while a run is at work or a version waits
 */
export async function releaseTracking(db: TenantDb, trackingId: string, ifMatch: IfMatch): Promise<void> {
  const [released] = await db.$queryRaw<Released[]>`
    select outcome, run_id as "syncRunId"
    from app.release_tracking(${trackingId}::uuid, ${ifMatch ?? null}::integer[])`
  if (!released) throw AppError.of(NO_SUCH_TRACKING)
  switch (released.outcome) {
    case 'DONE':
      return
    case 'STALE':
      throw stale('tracking')
    case 'BUSY':
      throw AppError.of(RUN_UNDER_WAY, { syncRunId: released.syncRunId })
    default:
      return released satisfies never
  }
}
