import { z } from 'zod'
import { FoundIssue } from '../../findings/found-issue.ts'
import { Conversion } from '../plan/conversion.ts'
import { Repairs } from '../plan/plan-scope.ts'
import { PlannedChange } from '../plan/planned-change.ts'
import { RollbackRemark } from '../plan/rollback-remark.ts'
import { WorkItem } from '../plan/work-item.ts'
import { Rejections } from '../queue/failure.ts'
import { RepairReport } from '../queue/repair-report.ts'

/** What a run has behind it. Each step adds its result; a step that finds its result here is not done again. */
export const Checkpoint = z.object({
  items: z.array(WorkItem).optional(),
  /**
   * What the run is going to write in Google Ads, as it was planned before the first of it was written; `liveVersionId`
   * only where the run applies a plan that was looked at: it was compared, and nothing else may be written.
   */
  planned: z
    .object({ actions: z.array(PlannedChange), liveVersionId: z.string().nullable().optional() })
    .optional(),
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
  /** Of a rollback: the version of ours that it takes back, and the one that was live before that. */
  undoes: z.object({ versionId: z.string(), previousLiveId: z.string().nullable() }).optional(),
  /** Of a rollback: what other people have to do with what it changed. */
  rollbackRemarks: z.array(RollbackRemark).optional(),
  /** Trackings that counted before this run, and were found not to count once. */
  broken: z.array(z.string()).optional(),
})
export type Checkpoint = z.infer<typeof Checkpoint>

/** The container version of a run. */
export type Version = NonNullable<Checkpoint['version']>
