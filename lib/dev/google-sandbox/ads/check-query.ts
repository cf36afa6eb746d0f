import { rejectAds } from '../errors/ads-errors.ts'
import type { AdsCustomer } from '../state/state.ts'
import type { Table } from './ads-tables.ts'
import { checkDates } from './check-dates.ts'
import type { GaqlCondition, GaqlQuery } from './parse-gaql.ts'

const ENUM_FIELD = /\.(status|type|category|counting_type|origin|conversion_tracking_status)$/
const MOST_VALUES = 20_000

/** Segments and metrics that other resources have; asked of this one, they are known and prohibited. */
const SEGMENTS = ['date', 'week', 'month', 'quarter', 'conversion_action', 'conversion_action_name', 'device']
const METRICS = [
  'all_conversions',
  'all_conversions_value',
  'all_conversions_by_conversion_date',
  'all_conversions_value_by_conversion_date',
  'conversion_last_received_request_date_time',
  'conversion_last_conversion_date',
  'conversions',
  'clicks',
  'impressions',
  'cost_micros',
]

/**
 * What a query may ask together.
 * @see https://developers.google.com/google-ads/api/reference/rpc/v26/QueryErrorEnum.QueryError
 * @see https://developers.google.com/google-ads/api/docs/reporting/segmentation
 * @param today in the account's time zone
 * @throws GoogleRejectionError with a queryError or a dateRangeError
 */
export function checkQuery(query: GaqlQuery, table: Table, account: AdsCustomer, today: string): void {
  const { select, where } = query
  const named = [...select, ...where.map(({ field }) => field)]
  for (const field of named) checkField(field, table)
  const metrics = named.filter((field) => table.metrics.has(field))
  const segments = named.filter((field) => table.segments.has(field))
  if (account.manager && metrics.length > 0) {
    const message =
      'Metrics cannot be requested for a manager account. To retrieve metrics, issue separate requests against each client account under the manager account.'
    rejectAds('queryError', 'REQUESTED_METRICS_FOR_MANAGER', message)
  }
  const undivided = metrics.find((field) => table.fields.has(field))
  if (undivided && segments.length > 0) {
    const message = `Cannot select or filter on the following segments: '${segments[0]}', since they are incompatible with the metric '${undivided}'.`
    rejectAds('queryError', 'PROHIBITED_SEGMENT_WITH_METRIC_IN_SELECT_OR_WHERE_CLAUSE', message)
  }
  const unselected = segments.find((field) => field !== 'segments.date' && !select.includes(field))
  if (unselected) {
    const message = `The following field must be present in SELECT clause: '${unselected}'.`
    rejectAds('queryError', 'EXPECTED_REFERENCED_FIELD_IN_SELECT_CLAUSE', message)
  }
  for (const condition of where) checkCondition(condition, table)
  checkDates(query, today)
}

function checkField(field: string, table: Table): void {
  if (table.fields.has(field) || table.segments.has(field) || table.metrics.has(field)) return
  const [kind = '', name = ''] = field.split('.')
  const message = `Cannot select or filter on '${field}', since it is incompatible with the resource in the FROM clause.`
  if (kind === 'segments' && SEGMENTS.includes(name))
    rejectAds('queryError', 'PROHIBITED_SEGMENT_IN_SELECT_OR_WHERE_CLAUSE', message)
  if (kind === 'metrics' && METRICS.includes(name))
    rejectAds('queryError', 'PROHIBITED_METRIC_IN_SELECT_OR_WHERE_CLAUSE', message)
  rejectAds('queryError', 'UNRECOGNIZED_FIELD', `Unrecognized field in the query: '${field}'.`)
}

/** Strings must be quoted; numbers, booleans and enum values need not be. Only dates and sums have an order here. */
function checkCondition({ field, operator, values }: GaqlCondition, table: Table): void {
  const bare = ({ text, quoted }: GaqlCondition['values'][number]) =>
    quoted || /^([\d.]+|true|false)$/i.test(text) || ENUM_FIELD.test(field)
  const wrong = values.find((literal) => !bare(literal))
  if (wrong) rejectAds('queryError', 'UNEXPECTED_INPUT', `Error in query: unexpected input ${wrong.text}.`)
  if (values.length > MOST_VALUES) {
    const message = `The number of values in the filter on '${field}' exceeds the limit ${MOST_VALUES}.`
    rejectAds('queryError', 'FILTER_HAS_TOO_MANY_VALUES', message)
  }
  const ordered = field === 'segments.date' || !table.fields.has(field)
  if (!ordered && !['=', '!=', 'IN', 'NOT IN'].includes(operator)) {
    const message = `Operator '${operator}' cannot be used with the field '${field}'.`
    rejectAds('queryError', 'OPERATOR_FIELD_MISMATCH', message)
  }
}
