import { AppError } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { DELETIONS_UNDER_WAY, SYNC_UNDER_WAY, TRACKINGS_DEPLOYED } from './customer-problems.ts'

/**
 * Allows another container or Google Ads account only once nothing of ours is deployed to the present ones, or about
 * to be: it would be left behind and never removed. Where there is none at present, or it was let go of, only a run
 * under way stands against it.
 * @param leaves whether there is one at present
 * @throws AppError `conflict` with what to do first
 */
export async function requireMovable(db: TenantDb, customerId: string, leaves: boolean): Promise<void> {
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
  if (found?.syncRuns.length) throw AppError.of(SYNC_UNDER_WAY)
  if (!leaves) return
  if (found?.syncJobs.length) throw AppError.of(DELETIONS_UNDER_WAY, { customerId })
  if (found?.trackings.length) throw AppError.of(TRACKINGS_DEPLOYED, { customerId })
}
