import { z } from 'zod'
import { FoundIssue } from '../../findings/found-issue.ts'
import { Conversion } from '../plan/conversion.ts'
import { PlannedChange } from '../plan/planned-change.ts'
import { WorkItem } from '../plan/work-item.ts'
import { Rejections } from '../queue/failure.ts'

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
