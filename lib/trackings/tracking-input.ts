import { z } from 'zod'
import { Id } from '../input/id.ts'
import { onlyDeleted } from '../input/only-deleted.ts'
import { tagManagerName } from '../input/tag-manager-name.ts'
import { DEPLOYMENT_STATES } from '../model/deployment-state.ts'
import { EVIDENCE_STATES } from '../model/evidence-state.ts'
import { SYNC_STATUSES } from '../model/sync-status.ts'
import { PAUSED } from '../model/tracking-fields.ts'
import { TRACKING_TYPE_NAMES } from '../model/tracking-type.ts'
import { ORDERS } from '../paging/list-page.ts'
import { ConversionChanges, ConversionInput } from './conversion-input.ts'
import { TARGET_INPUT } from './target-input.ts'
import { trackingObject } from './tracking-object.ts'

export const trackingName = tagManagerName(80).meta({ examples: ['Buy button'] })

/**
 * A new tracking.
 * @param prefix before the names of these objects in the API's document
 */
export function trackingFor<CustomerId extends z.ZodType>(prefix: string, customerId: CustomerId) {
  const everyType = { customerId, name: trackingName, conversion: ConversionInput.prefault({}) }
  return trackingObject(everyType, TARGET_INPUT, prefix)
}

export const CreateTracking = trackingFor('Create', Id).meta({
  id: 'CreateTracking',
  examples: [
    {
      customerId: '0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73',
      name: 'Buy button',
      type: 'BUTTON_CLICK',
      selector: '#buy, a.cta-buy',
      conversion: { category: 'PURCHASE', value: 25, currency: 'EUR' },
    },
  ],
})
export type CreateTracking = z.infer<typeof CreateTracking>

const fixed = z.never('cannot be changed; delete this tracking and create another').exactOptional()

/** What may change. Whether the result suits the tracking's type is looked at once both are known. */
export const UpdateTracking = z
  .strictObject({
    name: trackingName.exactOptional(),
    selector: TARGET_INPUT.selector.nullable().exactOptional(),
    urlPattern: TARGET_INPUT.urlPattern.nullable().exactOptional(),
    urlRegex: TARGET_INPUT.urlRegex.nullable().exactOptional(),
    ignoreCase: TARGET_INPUT.ignoreCase.nullable().exactOptional(),
    historyChanges: TARGET_INPUT.historyChanges.nullable().exactOptional(),
    eventName: TARGET_INPUT.eventName.nullable().exactOptional(),
    eventRegex: TARGET_INPUT.eventRegex.nullable().exactOptional(),
    linkHost: TARGET_INPUT.linkHost.nullable().exactOptional(),
    fileExtensions: TARGET_INPUT.fileExtensions.nullable().exactOptional(),
    percent: TARGET_INPUT.percent.nullable().exactOptional(),
    seconds: TARGET_INPUT.seconds.nullable().exactOptional(),
    videoUrl: TARGET_INPUT.videoUrl.nullable().exactOptional(),
    waitForTags: TARGET_INPUT.waitForTags.nullable().exactOptional(),
    waitForTagsTimeout: TARGET_INPUT.waitForTagsTimeout.nullable().exactOptional(),
    checkValidation: TARGET_INPUT.checkValidation.nullable().exactOptional(),
    conditions: TARGET_INPUT.conditions.nullable().exactOptional(),
    exceptions: TARGET_INPUT.exceptions.nullable().exactOptional(),
    paused: z.boolean().exactOptional().describe(PAUSED),
    conversion: ConversionChanges.exactOptional(),
    type: fixed,
    customerId: fixed,
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must change at least one field')
  .describe('A null takes a value away, or sets it back to its default')
  .meta({ id: 'UpdateTracking' })
export type UpdateTracking = z.infer<typeof UpdateTracking>

export const TrackingFilter = z.strictObject({
  customerId: Id.exactOptional(),
  syncStatus: z.enum(SYNC_STATUSES).exactOptional(),
  type: z.enum(TRACKING_TYPE_NAMES).exactOptional(),
  deploymentState: z.enum(DEPLOYMENT_STATES).exactOptional(),
  evidenceState: z.enum(EVIDENCE_STATES).exactOptional(),
  sort: z.enum(['createdAt', 'name']).default('createdAt'),
  order: z.enum(ORDERS).default('desc'),
  deleted: onlyDeleted,
})
export type TrackingFilter = z.infer<typeof TrackingFilter>
