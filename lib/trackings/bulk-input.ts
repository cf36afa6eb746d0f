import { z } from 'zod'
import { type CreateTracking, trackingFor } from './tracking-input.ts'

const MOST = 100

/** One more than the maximum is enough to reject them; the rest is not read. */
const cutOff = (value: unknown) => (Array.isArray(value) ? value.slice(0, MOST + 1) : value)

/** Up to 100 trackings at once; each names its customer, or one is named for all that name none. */
export const CreateTrackings = z
  .strictObject({
    customerId: z
      .uuid()
      .toLowerCase()
      .exactOptional()
      .describe('For every tracking that names no customer of its own'),
    trackings: z.preprocess(
      cutOff,
      z.array(trackingFor('CreateOneOfMany', z.uuid().toLowerCase().exactOptional())).min(1).max(MOST),
    ),
  })
  .transform((batch, context): CreateTracking[] =>
    batch.trackings.flatMap((tracking, index) => {
      const customerId = tracking.customerId ?? batch.customerId
      if (customerId !== undefined) return [{ ...tracking, customerId }]
      const message = 'is required, here or for the whole batch'
      context.addIssue({ code: 'custom', path: ['trackings', index, 'customerId'], message })
      return []
    }),
  )
  .superRefine((trackings, context) => {
    const first = new Map<string, number>()
    for (const [index, { customerId, name }] of trackings.entries()) {
      const key = `${customerId} ${name}`
      const before = first.get(key)
      if (before === undefined) first.set(key, index)
      else {
        const message = `is the name of trackings.${before} too; each of a customer needs its own`
        context.addIssue({ code: 'custom', path: ['trackings', index, 'name'], message })
      }
    }
  })
  .meta({ id: 'CreateTrackings' })
