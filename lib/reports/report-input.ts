import { z } from 'zod'
import { Day } from '../input/calendar.ts'

/** Days of one report at most; earlier ones are left out. */
export const MAX_DAYS = 366
const DAY_MS = 86_400_000

/** The content type of reports in CSV. */
export const CSV = 'text/csv; charset=utf-8'

export const format = z.enum(['json', 'csv']).default('json')

/** How many days there are from the first to the last, both included. */
export function daysBetween(first: string, last: string): number {
  return (Date.parse(last) - Date.parse(first)) / DAY_MS + 1
}

type Range = { from?: string; until?: string }

/** What a range of days has to be, as arguments of `refine`. */
export const dayRange = [
  ({ from, until }: Range) => !from || !until || (from <= until && daysBetween(from, until) <= MAX_DAYS),
  { path: ['from'], message: `must be a day before until, at most ${MAX_DAYS} days` },
] satisfies Parameters<z.ZodType<Range>['refine']>

export const ActivityQuery = z
  .strictObject({
    from: Day.exactOptional().describe('First day; 29 days before the last if left out'),
    until: Day.exactOptional().describe('Last day; today in the organization’s time zone if left out'),
    format,
  })
  .refine(...dayRange)
export type ActivityQuery = z.infer<typeof ActivityQuery>

export const CustomersQuery = z.strictObject({
  sort: z
    .enum(['trackings', 'failed'])
    .default('trackings')
    .describe('Most trackings first, or most failed ones (customers without any are left out then)'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  format,
})
export type CustomersQuery = z.infer<typeof CustomersQuery>
