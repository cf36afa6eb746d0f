import type { ConversionCategory } from '../model/conversion-category.ts'
import type { TrackingType } from '../model/tracking-type.ts'
import { trackingColumns } from './tracking-columns.ts'
import type { CreateTracking } from './tracking-input.ts'

/** What is written for a new tracking; the database adds the rest. */
export function newTrackingRow(input: CreateTracking) {
  const { customerId, type, conversion } = input
  return {
    customerId,
    type,
    ...trackingColumns({ ...input, conversion: { category: usualCategory(type), ...conversion } }),
  }
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
