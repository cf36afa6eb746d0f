import { z } from 'zod'
import { SYNC_JOB_ACTIONS } from '../../model/sync-job-action.ts'
import { TrackingFields } from '../../model/tracking-fields.ts'

/**
 * One tracking as it was when the run took its job. A run taken up again works from the same snapshot, so that names
 * made before it was interrupted are found again; an edit made meanwhile has a job and a run of its own.
 */
export const WorkItem = TrackingFields.extend({
  jobId: z.string(),
  action: z.enum(SYNC_JOB_ACTIONS),
  trackingId: z.string(),
  version: z.number(),
  /** Of its conversion action, once it has one. */
  resourceName: z.string().nullable(),
})
export type WorkItem = z.infer<typeof WorkItem>
