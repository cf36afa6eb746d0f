import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { type TrackingColumns, trackingColumns } from './tracking-columns.ts'
import { CreateTracking, type UpdateTracking } from './tracking-input.ts'
import type { Tracking } from './tracking-view.ts'

/**
 * The columns that a change leads to, held to the rules of a new tracking; `undefined` where it changes nothing.
 * A `null` takes a value away.
 * @throws AppError `invalid_request` naming what does not fit together
 */
export function planTrackingUpdate(current: Tracking, changes: UpdateTracking): TrackingColumns | undefined {
  const { customerId, type, name, selector, urlPattern, eventName } = current
  const conversion = withoutNulls({ ...current.conversion, ...changes.conversion })
  const wanted = withoutNulls({ name, selector, urlPattern, eventName, ...changes })
  const checked = CreateTracking.safeParse(
    { ...wanted, customerId, type, conversion },
    { error: ({ input }) => (input === undefined ? `is required for a ${type}` : undefined) },
  )
  if (!checked.success) throw invalidResult(checked.error.issues)
  const columns = trackingColumns({
    ...checked.data,
    conversion: { category: current.conversion.category, ...checked.data.conversion },
  })
  return isDeepStrictEqual(columns, trackingColumns(current)) ? undefined : columns
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
