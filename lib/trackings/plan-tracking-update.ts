import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { TrackingFields } from '../model/tracking-fields.ts'
import { usesField } from '../tracking-types/tracking-types.ts'
import { ConversionInput } from './conversion-input.ts'
import { nestedConversion } from './nested-conversion.ts'
import { type TrackingColumns, trackingColumns, withoutNulls } from './tracking-columns.ts'
import type { UpdateTracking } from './tracking-input.ts'
import { trackingObject } from './tracking-object.ts'
import type { Tracking } from './tracking-view.ts'

const {
  type: _,
  name,
  paused,
  conversionCategory,
  conversionCounting,
  conversionValue,
  conversionCurrency,
  conversionEnhanced,
  ...TARGETS
} = TrackingFields.shape

/** What has to fit together. Each changed field alone has been checked before; what stays is not judged again. */
const ChangedTracking = trackingObject({ name, paused, conversion: ConversionInput }, TARGETS)

/**
 * The columns that a change leads to, held to the rules of a new tracking; `undefined` where it changes nothing.
 * A `null` takes a value away.
 * @throws AppError `invalid_request` naming what does not fit together
 */
export function planTrackingUpdate(current: Tracking, changes: UpdateTracking): TrackingColumns | undefined {
  const { type } = current
  const before = trackingColumns(current)
  const { conversion, ...fields } = nestedConversion(before)
  const wanted = withoutNulls({ ...usedFields(type, fields), ...changes })
  const counted = withoutNulls({ ...conversion, ...changes.conversion })
  const checked = ChangedTracking.safeParse(
    { ...wanted, type, conversion: counted },
    { error: ({ input }) => (input === undefined ? `is required for a ${type}` : undefined) },
  )
  if (!checked.success) throw invalidResult(checked.error.issues)
  const after = trackingColumns(checked.data)
  return isDeepStrictEqual(before, after) ? undefined : after
}

/** Columns that a type has no use for hold defaults, which no caller has sent. */
function usedFields(type: string, fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => usesField(type, field)))
}

function invalidResult(issues: readonly z.core.$ZodIssue[]): AppError {
  const invalidParams = issues.map(({ path, message }) => ({
    name: ['body', ...path].join('.'),
    reason: message,
  }))
  const detail = invalidParams.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
  return new AppError('invalid_request', detail, { invalidParams })
}
