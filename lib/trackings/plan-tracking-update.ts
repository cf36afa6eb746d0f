import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { nestedConversion } from './nested-conversion.ts'
import { type TrackingColumns, trackingColumns } from './tracking-columns.ts'
import { CreateTracking, type UpdateTracking } from './tracking-input.ts'
import type { Tracking } from './tracking-view.ts'

/**
 * The columns that a change leads to, held to the rules of a new tracking; `undefined` where it changes nothing.
 * A `null` takes a value away.
 * @throws AppError `invalid_request` naming what does not fit together
 */
export function planTrackingUpdate(current: Tracking, changes: UpdateTracking): TrackingColumns | undefined {
  const { customerId, type } = current
  const before = trackingColumns(current)
  const { conversion, ...fields } = nestedConversion(before)
  const wanted = withoutNulls({ ...fields, ...changes })
  const counted = withoutNulls({ ...conversion, ...changes.conversion })
  const checked = CreateTracking.safeParse(
    { ...wanted, customerId, type, conversion: counted },
    { error: ({ input }) => (input === undefined ? `is required for a ${type}` : undefined) },
  )
  if (!checked.success) throw invalidResult(checked.error.issues)
  const after = trackingColumns(checked.data)
  return isDeepStrictEqual(before, after) ? undefined : after
}

function withoutNulls(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

function invalidResult(issues: readonly z.core.$ZodIssue[]): AppError {
  const invalidParams = issues.map(({ path, message }) => ({
    name: ['body', ...path].join('.'),
    reason: message,
  }))
  const detail = invalidParams.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
  return new AppError('invalid_request', detail, { invalidParams })
}
