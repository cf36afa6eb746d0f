import type { State } from '../state/state.ts'
import { reportedConversions } from './counted-conversions.ts'
import { resourceNameOf, type VisibleAction } from './visible-actions.ts'

/** Counts under the segments that can divide them, by the names of the fields. */
export type ConversionFact = {
  segments: Readonly<Record<string, string>>
  metrics: Readonly<Record<string, number>>
}

/** What a query asks of the facts: these metrics, where its filters on segments hold. */
export type Asked = { metrics: readonly string[]; holds(segment: string, value: string): boolean }

const BY_CLICK_DATE = ['metrics.all_conversions', 'metrics.all_conversions_value'] as const
const BY_CONVERSION_DATE = [
  'metrics.all_conversions_by_conversion_date',
  'metrics.all_conversions_value_by_conversion_date',
] as const
export const CONVERSION_METRICS = { byClickDate: BY_CLICK_DATE, byConversionDate: BY_CONVERSION_DATE }

/**
 * What an account has counted of an action. `all_conversions` has the date of the click, the columns by conversion date
 * have that of the conversion.
 * @see https://support.google.com/google-ads/answer/9549009
 */
export function conversionFacts(
  state: State,
  { customer, action }: VisibleAction,
  { metrics, holds }: Asked,
): ConversionFact[] {
  const name = resourceNameOf(customer, action)
  if (!holds('segments.conversion_action', name)) return []
  if (!holds('segments.conversion_action_name', action.name)) return []
  const columns = [
    { columns: BY_CLICK_DATE, dayOf: 'clickDay' },
    { columns: BY_CONVERSION_DATE, dayOf: 'day' },
  ] as const
  const asked = columns.filter((each) => each.columns.some((column) => metrics.includes(column)))
  return reportedConversions(state, customer, action.id).flatMap((counted) =>
    asked
      .filter(({ dayOf }) => holds('segments.date', counted[dayOf]))
      .map(({ columns: [count, value], dayOf }) => ({
        segments: {
          'segments.date': counted[dayOf],
          'segments.conversion_action': name,
          'segments.conversion_action_name': action.name,
        },
        metrics: { [count]: counted.count, [value]: counted.value },
      })),
  )
}
