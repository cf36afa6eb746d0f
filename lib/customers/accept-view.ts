import { z } from 'zod'
import { FieldValue } from '../deployment/fields.ts'
import { TrackingView } from '../trackings/tracking-view.ts'

const Accepted = z
  .object({
    object: z
      .string()
      .describe('`tag`, `trigger:main`, `trigger:history`, `trigger:exception-1` and on, or `action`'),
    field: z.string(),
    before: FieldValue.optional().describe('What the tracking asked for; absent where that was nothing'),
    after: FieldValue.optional().describe('What is at Google; absent where nothing is'),
  })
  .meta({ id: 'Difference' })

export const AcceptedView = z
  .object({
    tracking: TrackingView,
    accepted: z.array(Accepted).describe('Differences that the tracking asks for from now on'),
    left: z
      .array(Accepted)
      .describe('Differences that no tracking can ask for: their finding is dismissed until they change'),
  })
  .meta({ id: 'AcceptedTracking' })
export type AcceptedView = z.input<typeof AcceptedView>
