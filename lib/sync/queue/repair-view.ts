import { z } from 'zod'
import { LEFT_ALONE } from '../../model/left-alone.ts'
import { oneOf } from '../../model/one-of.ts'
import { RepairedObject } from '../plan/repaired-object.ts'
import { LEFT_TEXTS } from './left-texts.ts'
import { RepairReport } from './repair-report.ts'

export const RepairView = z
  .object({
    repaired: z
      .array(RepairedObject.meta({ id: 'RepairedObject' }))
      .describe('What it sets back or makes again at Google'),
    left: z
      .array(
        z.object({
          trackingId: z.string(),
          object: z
            .string()
            .describe('`tag`, `trigger:main`, `trigger:history`, `trigger:exception-1` and on, or `action`'),
          what: oneOf(LEFT_ALONE),
          summary: z.string(),
        }),
      )
      .describe('What people have arranged of the trackings, and no repair takes back'),
  })
  .meta({ id: 'Repair' })
export type RepairView = z.infer<typeof RepairView>

/** What a repair has done so far, for people; `null` of a run that repairs nothing, or has not begun. */
export function repairView(report: unknown): RepairView | null {
  if (report === null) return null
  const { repaired, left } = RepairReport.parse(report)
  return {
    repaired,
    left: left.map(({ detail, ...part }) => ({ ...part, summary: LEFT_TEXTS[part.what](detail) })),
  }
}
