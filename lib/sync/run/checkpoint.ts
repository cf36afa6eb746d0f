import { z } from 'zod'
import { FoundIssue } from '../../findings/found-issue.ts'
import { Conversion } from '../plan/conversion.ts'
import { Repairs } from '../plan/plan-scope.ts'
import { WorkItem } from '../plan/work-item.ts'
import { Rejections } from '../queue/failure.ts'
import { RepairReport } from '../queue/repair-report.ts'

/** What a run has behind it. Each step adds its result; a step that finds its result here is not done again. */
export const Checkpoint = z.object({
  items: z.array(WorkItem).optional(),
  /** The trackings that it repairs. */
  repairs: Repairs.optional(),
  /** What a repair sets back and leaves, in Google Ads and in the container. */
  repairInAds: RepairReport.optional(),
  repairInContainer: RepairReport.optional(),
  conversions: z.record(z.string(), Conversion).optional(),
  /** Trackings that Google rejects; the rest of the run leaves them out. */
  rejected: Rejections.default({}),
  /** What somebody else had set at Google, and was written over because it was asked for. */
  overwritten: z.array(FoundIssue).default([]),
  version: z.object({ path: z.string(), id: z.string(), fingerprint: z.string() }).optional(),
  previousLiveId: z.string().nullable().optional(),
  /** Nothing had to change in the container: what is live already fits. */
  alreadyLive: z.boolean().optional(),
  published: z.boolean().optional(),
})
export type Checkpoint = z.infer<typeof Checkpoint>

/** The container version of a run. */
export type Version = NonNullable<Checkpoint['version']>
