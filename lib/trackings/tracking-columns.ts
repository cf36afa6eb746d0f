import type { z } from 'zod'
import { TrackingFields } from '../model/tracking-fields.ts'
import { defaultsOf } from '../tracking-types/tracking-types.ts'
import { flatConversion } from './nested-conversion.ts'

/** The columns that hold what a person decides and may change later. */
const TrackingColumns = TrackingFields.omit({ type: true })
export type TrackingColumns = z.infer<typeof TrackingColumns>

const EMPTY = {
  ...Object.fromEntries(TrackingColumns.keyof().options.map((column) => [column, null])),
  ignoreCase: false,
  historyChanges: true,
  fileExtensions: [],
  conditions: [],
  exceptions: [],
  conversionPrimary: true,
  conversionEnhanced: 'off',
  paused: false,
}

/** These columns of a tracking as the API has it; what is left out or null has the default of its type, or none. */
export function trackingColumns(tracking: {
  type: string
  name: string
  conversion: object
}): TrackingColumns {
  return TrackingColumns.parse({
    ...EMPTY,
    ...defaultsOf(tracking.type),
    ...withoutNulls(flatConversion(tracking)),
  })
}

/** The fields that have a value. */
export function withoutNulls(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
