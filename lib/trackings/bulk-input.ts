import { z } from 'zod'
import { Id } from '../input/id.ts'
import { type CreateTracking, trackingFor } from './tracking-input.ts'

const MOST = 100

/** Each is proven to be harmless, which takes up to seconds. */
const MOST_EXPRESSIONS = 10

/** One more than the maximum is enough to reject them; the rest is not read. */
function cutOff(value: unknown, context: z.core.$RefinementCtx): unknown {
  if (!Array.isArray(value)) return value
  const read: unknown[] = value.slice(0, MOST + 1)
  const expressions = new Set(read.flatMap(expressionsOf))
  if (expressions.size > MOST_EXPRESSIONS) {
    const message = `must have at most ${MOST_EXPRESSIONS} different expressions; create the others by another request`
    context.addIssue({ code: 'custom', message, input: value })
  }
  return read
}

/** The expressions of a tracking that is not checked yet. */
function expressionsOf(tracking: unknown): unknown[] {
  const of = (object: unknown, field: string): unknown => Reflect.get(Object(object), field)
  const lists = ['conditions', 'exceptions'].map((field) => of(tracking, field))
  const listed = lists.flatMap((list) => (Array.isArray(list) ? list.slice(0, MOST_EXPRESSIONS + 1) : []))
  return [
    ...['urlRegex', 'eventRegex'].map((field) => of(tracking, field)),
    ...listed.filter((each) => of(each, 'operator') === 'matches').map((each) => of(each, 'value')),
  ].filter((expression) => expression !== undefined)
}

/** Up to 100 trackings at once; each names its customer, or one is named for all that name none. */
export const CreateTrackings = z
  .strictObject({
    customerId: Id.exactOptional().describe('For every tracking that names no customer of its own'),
    trackings: z.preprocess(
      cutOff,
      z.array(trackingFor('CreateOneOfMany', Id.exactOptional())).min(1).max(MOST),
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
