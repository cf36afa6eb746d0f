import { z } from 'zod'
import { csvLine } from '../csv/csv-line.ts'
import { Day } from '../input/calendar.ts'
import { ReportFormat } from './report-format.ts'

/** Days of one report at most; earlier ones are left out. */
export const MAX_DAYS = 366
const DAY_MS = 86_400_000

export const ActivityQuery = z
  .strictObject({
    from: Day.exactOptional().describe('First day; 29 days before the last unless told'),
    until: Day.exactOptional().describe('Last day; today in the organization’s time zone unless told'),
    format: ReportFormat,
  })
  .refine(
    ({ from, until }) =>
      !from || !until || (from <= until && Date.parse(until) - Date.parse(from) < MAX_DAYS * DAY_MS),
    { path: ['from'], message: `must be a day before until, at most ${MAX_DAYS} days` },
  )
export type ActivityQuery = z.infer<typeof ActivityQuery>

const ActivityDay = z
  .object({
    date: z.iso.date().describe('A day in the organization’s time zone'),
    trackingsCreated: z.int(),
    runsSucceeded: z.int(),
    runsFailed: z.int(),
    trackingsSynced: z.int().describe('Jobs that succeeded'),
    trackingsFailed: z.int(),
  })
  .meta({ id: 'ActivityDay' })
export type ActivityDay = z.infer<typeof ActivityDay>

export const ActivityReport = z
  .object({
    timeZone: z.string(),
    days: z.array(ActivityDay).describe('Every day of the range, also those on which nothing happened'),
    runs: z
      .object({
        succeeded: z.int(),
        failed: z.int(),
        medianSeconds: z.number().nullable(),
        p95Seconds: z.number().nullable(),
      })
      .describe('Runs asked for in the range; seconds from the wish to the verified live version'),
    errors: z
      .array(z.object({ code: z.string(), runs: z.int(), trackings: z.int() }))
      .describe('Why runs and trackings failed in the range, most frequent first'),
  })
  .meta({ id: 'ActivityReport' })
export type ActivityReport = z.infer<typeof ActivityReport>

const COLUMNS = ActivityDay.keyof().options

/** The days of the report as CSV, a line at a time. */
export async function* activityCsv({ days }: ActivityReport): AsyncIterable<string> {
  yield `${csvLine(COLUMNS)}\n`
  for (const day of days) yield `${csvLine(COLUMNS.map((column) => day[column]))}\n`
}
