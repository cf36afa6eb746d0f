import { z } from 'zod'
import { Applied } from '../../deployment/applied.ts'
import { SYNC_JOB_ACTIONS } from '../../model/sync-job-action.ts'
import { TrackingFields } from '../../model/tracking-fields.ts'

const { shape } = TrackingFields

/** What a run that was cut off before this was kept knows nothing of. */
const KEPT_LATER = {
  eventRegex: shape.eventRegex.default(null),
  linkHost: shape.linkHost.default(null),
  fileExtensions: shape.fileExtensions.default([]),
  percent: shape.percent.default(null),
  seconds: shape.seconds.default(null),
  videoUrl: shape.videoUrl.default(null),
  waitForTags: shape.waitForTags.default(null),
  waitForTagsTimeout: shape.waitForTagsTimeout.default(null),
  checkValidation: shape.checkValidation.default(null),
  conditions: shape.conditions.default([]),
  exceptions: shape.exceptions.default([]),
  conversionValueKey: shape.conversionValueKey.default(null),
  conversionCurrencyKey: shape.conversionCurrencyKey.default(null),
  conversionOrderIdKey: shape.conversionOrderIdKey.default(null),
  conversionNewCustomer: shape.conversionNewCustomer.default(null),
  conversionNewCustomerKey: shape.conversionNewCustomerKey.default(null),
  conversionPrimary: shape.conversionPrimary.default(true),
  conversionClickThroughLookbackWindowDays: shape.conversionClickThroughLookbackWindowDays.default(null),
  conversionViewThroughLookbackWindowDays: shape.conversionViewThroughLookbackWindowDays.default(null),
  conversionEnhanced: shape.conversionEnhanced.default('off'),
}

/** A tracking as a run has read it, with what was last written at Google for it. */
export const TrackingSnapshot = TrackingFields.extend({
  ...KEPT_LATER,
  trackingId: z.string(),
  version: z.number(),
  paused: TrackingFields.shape.paused.default(false),
  applied: Applied,
  /** What was last found to be live of it; a run that was cut off before this was kept knows nothing of it. */
  deploymentState: z.string().default('UNKNOWN'),
  /** Of its conversion action, in the Google Ads account that the customer has chosen. */
  conversionActionResourceName: z.string().nullable(),
})
export type TrackingSnapshot = z.infer<typeof TrackingSnapshot>

/**
 * One tracking as it was when the run took its job. A run taken up again works from the same snapshot, so that names
 * made before it was interrupted are found again; an edit made meanwhile has a job and a run of its own.
 */
export const WorkItem = TrackingSnapshot.extend({ jobId: z.string(), action: z.enum(SYNC_JOB_ACTIONS) })
export type WorkItem = z.infer<typeof WorkItem>
