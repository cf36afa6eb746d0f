import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { AppError } from '../errors/app-error.ts'
import { Id } from '../input/id.ts'
import { oneLine } from '../input/one-line.ts'
import { DEPLOYMENT_STATES } from '../model/deployment-state.ts'
import { EVIDENCE_STATES } from '../model/evidence-state.ts'
import { SYNC_STATUSES } from '../model/sync-status.ts'
import { TRACKING_TYPE_NAMES } from '../model/tracking-type.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { TOO_MANY_FOUND } from './tracking-problems.ts'
import { TRACKING_FIELDS, type Tracking, trackingView } from './tracking-view.ts'

/** As many trackings one request changes. */
export const MOST_SELECTED = 500

/** Which trackings a request is about; with several conditions, those that meet all. */
export const Selection = z
  .strictObject({
    ids: z.array(Id).min(1).max(MOST_SELECTED).exactOptional(),
    customerId: Id.exactOptional(),
    type: z.enum(TRACKING_TYPE_NAMES).exactOptional(),
    syncStatus: z.enum(SYNC_STATUSES).exactOptional(),
    deploymentState: z.enum(DEPLOYMENT_STATES).exactOptional(),
    evidenceState: z.enum(EVIDENCE_STATES).exactOptional(),
    nameContains: oneLine(80)
      .exactOptional()
      .describe('A part of the name, in capitals or not')
      .meta({ examples: ['newsletter'] }),
  })
  .refine((conditions) => Object.keys(conditions).length > 0, 'must have at least one condition')
  .meta({ id: 'TrackingSelection' })
export type Selection = z.infer<typeof Selection>

/**
 * The trackings that a selection finds, by name.
 * @throws AppError `invalid_request` where they are too many
 */
export async function selectTrackings(db: TenantDb, selection: Selection): Promise<Tracking[]> {
  const { ids, nameContains, ...equal } = selection
  const where: Prisma.TrackingWhereInput = {
    ...equal,
    ...(ids && { id: { in: ids } }),
    ...(nameContains !== undefined && { name: { contains: literal(nameContains), mode: 'insensitive' } }),
  }
  const rows = await db.tracking.findMany({
    where,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MOST_SELECTED + 1,
    select: TRACKING_FIELDS,
  })
  if (rows.length > MOST_SELECTED) throw AppError.of(TOO_MANY_FOUND)
  return rows.map(trackingView)
}

/** Prisma hands a part of a text to ILIKE as it is, where these stand for others. */
function literal(part: string): string {
  return part.replace(/[\\%_]/g, '\\$&')
}
