import { AppError } from '../errors/app-error.ts'
import { noSuch } from '../errors/known-problem.ts'
import { enqueueSyncs } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { constraintError } from './constraint-error.ts'
import { newTrackingRow } from './new-tracking-row.ts'
import type { CreateTracking } from './tracking-input.ts'
import { namesInUse } from './tracking-problems.ts'
import { TRACKING_FIELDS, type Tracking, trackingView } from './tracking-view.ts'

/**
 * Writes many trackings and the jobs that create them at Google, all or none, in three statements however many.
 * @param inputs no two of one customer with the same name
 * @returns the trackings in the order of the inputs
 * @throws AppError `not_found` naming every tracking whose customer is not there; `conflict` naming every taken name
 */
export async function createTrackings(db: TenantDb, inputs: readonly CreateTracking[]): Promise<Tracking[]> {
  await requireCustomers(db, inputs)
  const written = await insert(db, inputs)
  const trackings = inputs.map((input) => written.get(keyOf(input)))
  const taken = trackings.flatMap((tracking, index) => (tracking ? [] : [`body.trackings.${index}.name`]))
  if (taken.length > 0) throw AppError.of(namesInUse(taken))

  const created = trackings.filter((tracking) => tracking !== undefined)
  enqueueSyncs(created.map(({ customerId, id }) => ({ customerId, trackingId: id, action: 'CREATE' })))
  return created
}

async function requireCustomers(db: TenantDb, inputs: readonly CreateTracking[]): Promise<void> {
  const asked = [...new Set(inputs.map(({ customerId }) => customerId))]
  const there = await db.customer.findMany({ where: { id: { in: asked } }, select: { id: true } })
  const known = new Set(there.map(({ id }) => id))
  const reason = 'there is no such customer'
  const missing = inputs.flatMap(({ customerId }, index) =>
    known.has(customerId) ? [] : [{ name: `body.trackings.${index}.customerId`, reason }],
  )
  if (missing.length > 0) throw AppError.of(noSuch('customer'), {}, { invalidParams: missing })
}

/** What the names allowed to be written. A taken one is passed over and not an error, so that all of them can be named. */
async function insert(
  db: TenantDb,
  inputs: readonly CreateTracking[],
): Promise<ReadonlyMap<string, Tracking>> {
  try {
    const rows = await db.tracking.createManyAndReturn({
      data: inputs.map(newTrackingRow),
      skipDuplicates: true,
      select: TRACKING_FIELDS,
    })
    return new Map(rows.map(trackingView).map((tracking) => [keyOf(tracking), tracking]))
  } catch (error) {
    throw constraintError(error)
  }
}

function keyOf({ customerId, name }: { customerId: string; name: string }): string {
  return `${customerId} ${name}`
}
