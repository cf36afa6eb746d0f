import { rejectAds } from '../errors/ads-errors.ts'
import { longDate } from './long-date.ts'
import type { GaqlCondition, GaqlQuery } from './parse-gaql.ts'

const DATE = 'segments.date'
/** For so long, Google divides metrics by days. */
const MONTHS_KEPT = 37

/**
 * A query that names `segments.date` limits it on both sides, by real dates, and by days that are still kept.
 * @see https://developers.google.com/google-ads/api/docs/query/date-ranges
 * @throws GoogleRejectionError
 */
export function checkDates({ select, where }: GaqlQuery, today: string): void {
  const conditions = where.filter(({ field }) => field === DATE)
  for (const { operator, values } of conditions) {
    const wrong = values.find(({ text }) => !isDate(text))
    if (!wrong) continue
    const code = operator === 'BETWEEN' ? 'INVALID_VALUE_WITH_BETWEEN_OPERATOR' : 'INVALID_DATE_FORMAT'
    rejectAds('queryError', code, `Invalid date: '${wrong.text}'. Expected 'YYYY-MM-DD'.`)
  }
  if (!select.includes(DATE) && conditions.length === 0) return
  const from = limitOf(conditions, ['>', '>='], 0)
  const to = limitOf(conditions, ['<', '<='], -1)
  if (!from || !to) {
    const message = `Expects filters on the following field to limit a finite date range: '${DATE}'`
    rejectAds('queryError', 'EXPECTED_FILTERS_ON_DATE_RANGE', message)
  }
  if (from > to) rejectAds('queryError', 'DATE_RANGE_TOO_NARROW', 'The start date is after the end date.')
  if (select.includes(DATE) && from < firstDayKept(today)) {
    const message = 'Metrics with daily segmentation are only available for the last 37 months.'
    rejectAds('dateRangeError', 'REQUESTED_DATE_GRANULARITY_NOT_SUPPORTED', message)
  }
}

function isDate(text: string): boolean {
  const date = longDate(text)
  const parsed = new Date(`${date}T00:00:00Z`)
  return Number.isFinite(parsed.getTime()) && parsed.toISOString().startsWith(date)
}

/** The tightest of the limits on one side: of several first dates the last, of several last dates the first. */
function limitOf(conditions: GaqlCondition[], operators: string[], side: 0 | -1): string | undefined {
  return conditions
    .filter(({ operator }) => ['=', 'IN', 'BETWEEN', ...operators].includes(operator))
    .map(({ operator, values }) => {
      const dates = values.map(({ text }) => longDate(text))
      return (operator === 'IN' ? dates.toSorted() : dates).at(side) ?? ''
    })
    .toSorted()
    .at(side === 0 ? -1 : 0)
}

function firstDayKept(today: string): string {
  const day = new Date(`${today}T00:00:00Z`)
  day.setUTCMonth(day.getUTCMonth() - MONTHS_KEPT)
  return day.toISOString().slice(0, 10)
}
