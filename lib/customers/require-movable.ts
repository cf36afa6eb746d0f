import { AppError } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'

/**
 * Refuses another container or Google Ads account while something of ours stands at the present ones, or is on its
 * way there: it would be left behind, and nobody would take it down.
 * @throws AppError `conflict` with what to do first
 */
export async function requireMovable(db: TenantDb, customerId: string): Promise<void> {
  const found = await db.customer.findUnique({
    where: { id: customerId },
    select: {
      syncRuns: {
        where: {
          OR: [{ status: { in: ['RUNNING', 'AWAITING_PUBLISH'] } }, { status: 'QUEUED', kind: 'PUBLISH' }],
        },
        select: { id: true },
        take: 1,
      },
      syncJobs: { where: { status: 'QUEUED', action: 'DELETE' }, select: { id: true }, take: 1 },
      trackings: {
        where: {
          deletedAt: null,
          OR: [{ gtmTagId: { not: null } }, { conversionActionResourceName: { not: null } }],
        },
        select: { id: true },
        take: 1,
      },
    },
  })
  if (found?.syncRuns.length) {
    throw new AppError(
      'conflict',
      'A sync of this customer is under way. Let it end, then change the accounts.',
    )
  }
  if (found?.syncJobs.length) {
    throw new AppError(
      'conflict',
      'Deleted trackings of this customer still stand at its present container or Google Ads account. ' +
        'Sync to take them down, then change the accounts.',
    )
  }
  if (found?.trackings.length) {
    throw new AppError(
      'conflict',
      'Trackings of this customer are synced to its present container or Google Ads account. ' +
        'Delete them and sync, then change the accounts.',
    )
  }
}
