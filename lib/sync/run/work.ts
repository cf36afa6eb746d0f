import { z } from 'zod'
import { CONVERSION_COUNTINGS } from '../../model/conversion-counting.ts'
import { SYNC_JOB_ACTIONS } from '../../model/sync-job-action.ts'
import { TRACKING_TYPES } from '../../model/tracking-type.ts'
import { Rejections } from './failure.ts'

/** The label of one tracking's conversion action, as its tag sends it. */
export const Conversion = z.object({ resourceName: z.string(), conversionId: z.string(), label: z.string() })
export type Conversion = z.infer<typeof Conversion>

/**
 * One tracking as it was when the run took its job. A run taken up again works from the same picture, so that names
 * made before it was interrupted are found again; an edit made meanwhile has a job and a run of its own.
 */
export const WorkItem = z.object({
  jobId: z.string(),
  action: z.enum(SYNC_JOB_ACTIONS),
  trackingId: z.string(),
  version: z.number(),
  name: z.string(),
  type: z.enum(TRACKING_TYPES),
  selector: z.string().nullable(),
  urlPattern: z.string().nullable(),
  eventName: z.string().nullable(),
  conversionCategory: z.string(),
  conversionCounting: z.enum(CONVERSION_COUNTINGS),
  conversionValue: z.number().nullable(),
  conversionCurrency: z.string().nullable(),
  resourceName: z.string().nullable(),
})
export type WorkItem = z.infer<typeof WorkItem>

/** What a run has behind it. Each step adds its result; a step that finds its result here is not done again. */
export const Checkpoint = z.object({
  items: z.array(WorkItem).optional(),
  conversions: z.record(z.string(), Conversion).optional(),
  /** Trackings that Google refuses; the rest of the run leaves them out. */
  rejected: Rejections.default({}),
  version: z.object({ path: z.string(), id: z.string(), fingerprint: z.string() }).optional(),
  previousLiveId: z.string().nullable().optional(),
  /** Nothing had to change in the container: what is live already fits. */
  alreadyLive: z.boolean().optional(),
  published: z.boolean().optional(),
})
export type Checkpoint = z.infer<typeof Checkpoint>

/** Everything that the steps of a run need to know. */
export type Work = {
  runId: string
  organizationId: string
  attempts: number
  /** Whether it goes live by itself: the organization has chosen AUTO, or an ADMIN has said so for this run. */
  publishes: boolean
  customer: {
    id: string
    status: string
    containerPath: string
    googleAccountId: string
    googleAdsAccountId: string | null
    loginCustomerId: string | null
  }
  items: WorkItem[]
  /** Versions of this container that earlier runs made. */
  ownVersionIds: ReadonlySet<string>
}
