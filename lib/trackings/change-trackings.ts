import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../errors/app-error.ts'
import { enqueueSyncs } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { digestOfEdit, holdTrackings } from './bulk-edit.ts'
import { type ChangedTrackings, selectedView } from './bulk-view.ts'
import type { ChangeTrackings } from './change-trackings-input.ts'
import { nestedConversion } from './nested-conversion.ts'
import { planTrackingUpdate } from './plan-tracking-update.ts'
import { selectTrackings } from './selection.ts'
import { type TrackingColumns, trackingColumns } from './tracking-columns.ts'
import type { Tracking } from './tracking-view.ts'

type Planned = { tracking: Tracking; before: TrackingColumns; after: TrackingColumns }

/**
 * Changes many trackings, all or none, each held to the rules of its type, and queues the changes at Google: a read, the
 * locks, a statement for each type at most.
 * @param validate only says what would change
 * @throws AppError `invalid_request` naming tracking and field; `conflict` where something has changed since the digest
 */
export async function changeTrackings(
  db: TenantDb,
  { filter, changes, digest }: ChangeTrackings,
  validate: boolean,
): Promise<ChangedTrackings> {
  const found = await selectTrackings(db, filter)
  const planned = planEach(found, changes)
  const expected = digestOfEdit({ changes }, found)
  if (!validate) {
    await holdTrackings(db, found, { digest, expected })
    await write(db, planned)
    enqueueSyncs(
      planned.map(({ tracking: { id, customerId } }) => ({ customerId, trackingId: id, action: 'UPDATE' })),
    )
  }
  return {
    data: planned.map(({ tracking, before, after }) => ({
      ...selectedView(tracking),
      ...differing(apiFields(before), apiFields(after)),
    })),
    unchanged: found.length - planned.length,
    digest: expected,
  }
}

/** Those that change, and how. What fits none of them is named by tracking and field, for all. */
function planEach(found: readonly Tracking[], changes: ChangeTrackings['changes']): Planned[] {
  const errors: { name: string; reason: string }[] = []
  const planned = found.flatMap((tracking, index): Planned[] => {
    try {
      const after = planTrackingUpdate(tracking, changes)
      return after ? [{ tracking, before: trackingColumns(tracking), after }] : []
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      errors.push(
        ...(error.invalidParams ?? []).map(({ name, reason }) => ({
          name: name.replace(/^body/, `trackings.${index}`),
          reason: `${reason} (tracking ${tracking.id}, “${tracking.name}”)`,
        })),
      )
      return []
    }
  })
  if (errors.length === 0) return planned
  const [first] = errors
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  throw new AppError('invalid_request', `${first?.name}: ${first?.reason}${more}`, { invalidParams: errors })
}

function changedFields({ before, after }: Omit<Planned, 'tracking'>): (keyof TrackingColumns)[] {
  return fieldsOf(after).filter((field) => !isDeepStrictEqual(before[field], after[field]))
}

function fieldsOf(columns: TrackingColumns): (keyof TrackingColumns)[] {
  return Object.keys(columns) as (keyof TrackingColumns)[]
}

/** Columns by the names that callers know: `conversion.value`. */
function apiFields(columns: TrackingColumns): Record<string, unknown> {
  const { conversion, ...fields } = nestedConversion(columns)
  const named = Object.entries(conversion).map(([field, value]) => [`conversion.${field}`, value])
  return { ...fields, ...Object.fromEntries(named) }
}

function differing(before: Record<string, unknown>, after: Record<string, unknown>) {
  const fields = Object.keys(after).filter((field) => !isDeepStrictEqual(before[field], after[field]))
  const only = (of: Record<string, unknown>) => Object.fromEntries(fields.map((field) => [field, of[field]]))
  return { before: only(before), after: only(after) }
}

/** Trackings of one type come to the same values in what changes of any, so there are few statements. */
async function write(db: TenantDb, planned: readonly Planned[]): Promise<void> {
  const fields = [...new Set(planned.flatMap(changedFields))]
  const valuesOf = ({ after }: Planned): Partial<TrackingColumns> =>
    Object.fromEntries(fields.map((field) => [field, after[field]]))
  for (const same of Map.groupBy(planned, (each) => JSON.stringify(valuesOf(each))).values()) {
    const [first] = same
    await db.tracking.updateMany({
      where: { id: { in: same.map(({ tracking }) => tracking.id) } },
      data: {
        ...(first && valuesOf(first)),
        version: { increment: 1 },
        syncErrorCode: null,
        syncErrorMessage: null,
      },
    })
  }
}
