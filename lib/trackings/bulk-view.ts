import { z } from 'zod'
import { oneOf } from '../model/one-of.ts'
import { TRACKING_TYPE_NAMES } from '../model/tracking-type.ts'
import type { Tracking } from './tracking-view.ts'

const digest = z.string().describe('To be sent with the request that does it')

const Selected = z.object({
  trackingId: z.uuid(),
  customerId: z.uuid(),
  name: z.string(),
  type: oneOf(TRACKING_TYPE_NAMES),
})

const Values = z.record(z.string(), z.unknown())

export const ChangedTrackings = z
  .object({
    data: z.array(
      Selected.extend({
        before: Values.describe(
          'The fields that change, as they are; `conversion.value` names a field of `conversion`',
        ),
        after: Values.describe('The same fields as they will be'),
      }).meta({ id: 'ChangedTracking' }),
    ),
    unchanged: z.int().describe('Trackings that the filter finds, and that are so already'),
    digest,
  })
  .meta({ id: 'ChangedTrackings' })
export type ChangedTrackings = z.input<typeof ChangedTrackings>

export const DeletedTrackings = z
  .object({ data: z.array(Selected.meta({ id: 'DeletedTracking' })), digest })
  .meta({ id: 'DeletedTrackings' })
export type DeletedTrackings = z.input<typeof DeletedTrackings>

export const MovedTrackings = z
  .object({
    data: z.array(Selected.extend({ movedTo: z.uuid().nullable() }).meta({ id: 'MovedTracking' })),
    unchanged: z.int().describe('Trackings that the filter finds, and that are of that customer already'),
    digest,
  })
  .meta({ id: 'MovedTrackings' })
export type MovedTrackings = z.input<typeof MovedTrackings>

/** What a list of many trackings says of each. */
export function selectedView({ id: trackingId, customerId, name, type }: Tracking) {
  return { trackingId, customerId, name, type }
}
