import { z } from 'zod'
import { csvHead } from '../csv/csv-head.ts'
import { csvLine } from '../csv/csv-line.ts'

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

export const ActivityReport = z
  .object({
    timeZone: z.string().describe('In which the days are counted'),
    notice: z
      .string()
      .nullable()
      .describe('Set where the database does not know the organization’s time zone any more: what to do'),
    days: z.array(ActivityDay).describe('Every day of the range, also those on which nothing happened'),
    runs: z
      .object({
        succeeded: z.int(),
        failed: z.int(),
        medianSeconds: z.number().nullable(),
        p95Seconds: z.number().nullable(),
      })
      .describe('Runs requested in the range; seconds from the request to the verified live version'),
    errors: z
      .array(z.object({ code: z.string(), runs: z.int(), trackings: z.int() }))
      .describe('Why runs and trackings failed in the range, most frequent first'),
  })
  .meta({ id: 'ActivityReport' })
export type ActivityReport = z.infer<typeof ActivityReport>

const COLUMNS = ActivityDay.keyof().options

/** The days of the report as CSV, a line at a time. */
export async function* activityCsv({ days }: ActivityReport): AsyncIterable<string> {
  yield `${csvHead(COLUMNS)}\n`
  for (const day of days) yield `${csvLine(COLUMNS.map((column) => day[column]))}\n`
}
