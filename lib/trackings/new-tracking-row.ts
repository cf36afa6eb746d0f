import { recommendedCounting } from '../model/conversion-category.ts'
import { declarationOf } from '../tracking-types/tracking-types.ts'
import { trackingColumns } from './tracking-columns.ts'
import type { CreateTracking } from './tracking-input.ts'

/** What is written for a new tracking; the database adds the rest. */
export function newTrackingRow(input: CreateTracking) {
  const { customerId, type, conversion } = input
  const { category = declarationOf(type).category } = conversion
  const counting = recommendedCounting(category)
  return {
    customerId,
    type,
    ...trackingColumns({ ...input, conversion: { counting, ...conversion, category } }),
  }
}
