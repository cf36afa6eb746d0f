import { z } from 'zod'
import { FINDING_SEVERITIES } from '../model/finding-severity.ts'

/** Something that a plan or a judgement has found, before it is stored. */
export const FoundIssue = z.object({
  code: z.string(),
  severity: z.enum(FINDING_SEVERITIES),
  trackingId: z.string().optional(),
  /** What it is about, so that the same issue is found again as the same: an object of the container, a field. */
  subject: z.string(),
  data: z.record(z.string(), z.unknown()),
})
export type FoundIssue = Readonly<z.infer<typeof FoundIssue>>
