import { violatedConstraint } from '../db/constraint-violation.ts'
import { type AppError, notFound } from '../errors.ts'
import { enqueueSync } from '../sync/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { nameTaken } from './name-taken.ts'
import { trackingColumns } from './tracking-columns.ts'
import type { CreateTracking } from './tracking-input.ts'
import type { ConversionCategory, TrackingType } from './tracking-sets.ts'
import { TRACKING_FIELDS, type TrackingView, trackingView } from './tracking-view.ts'

/**
 * Writes a tracking and the wish to make it at Google, which a run fulfils later: two statements, no look-up before.
 * Whether the customer exists and the name is free is for the constraints to say, so no race can come between.
 * @throws AppError `not_found` for the customer, `conflict` for the name
 */
export async function createTracking(db: TenantDb, input: CreateTracking): Promise<TrackingView> {
  const tracking = await insert(db, input)
  await enqueueSync(db, input.customerId, [{ trackingId: tracking.id, action: 'CREATE' }])
  return trackingView(tracking)
}

async function insert(db: TenantDb, input: CreateTracking) {
  const { customerId, type, conversion } = input
  try {
    return await db.tracking.create({
      data: {
        customerId,
        type,
        ...trackingColumns({ ...input, conversion: { category: usualCategory(type), ...conversion } }),
      },
      select: TRACKING_FIELDS,
    })
  } catch (error) {
    throw nameTaken(error) ?? customerMissing(error) ?? error
  }
}

function customerMissing(error: unknown): AppError | undefined {
  const isIt = violatedConstraint(error) === 'tracking_organization_id_customer_id_fkey'
  return isIt ? notFound('customer') : undefined
}

function usualCategory(type: TrackingType): ConversionCategory {
  switch (type) {
    case 'FORM_SUBMIT':
      return 'SUBMIT_LEAD_FORM'
    case 'PAGE_VIEW':
      return 'PAGE_VIEW'
    case 'BUTTON_CLICK':
    case 'CUSTOM_EVENT':
      return 'DEFAULT'
    default:
      return type satisfies never
  }
}
