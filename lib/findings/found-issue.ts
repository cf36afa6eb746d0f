import type { FindingSeverity } from '../model/finding-severity.ts'

/** Something that a plan or a judgement has found, before it is stored. */
export type FoundIssue = {
  code: string
  severity: FindingSeverity
  trackingId: string | undefined
  /** What it is about, so that the same issue is found again as the same: an object of the container, a field. */
  subject: string
  data: Readonly<Record<string, unknown>>
}
